"""Writes src/test/resources/text/tiny-tokenizer-vectors.json: what the Python `tokenizers` package makes of
tiny-tokenizer.json, which TinyTokenizer wrote.

    pip install tokenizers
    python policy/src/test/oracle/tokenizer_vectors.py
"""

import json
import pathlib

from tokenizers import Tokenizer

folder = pathlib.Path(__file__).parents[1] / "resources" / "text"
tokenizer = Tokenizer.from_file(str(folder / "tiny-tokenizer.json"))
texts = [
    "",
    "Ann has 7 apples and buys 21 more. How many apples has Ann?\n",
    "7+21=28.\n#### 28",
    "<|user|>Ann<|assistant|>#### 5<|eos|>",
    "unseen words, 1234567 digits; ##### five",
    " Ann  Ann\tAnn\r\nann",
    "Zoë's café: £9, Ωmega, 漢字, \U0001f42b",
    "<|eos <|eo s|> |<|pad|>|",
]
vectors = []
for text in texts:
    ids = tokenizer.encode(text, add_special_tokens=False).ids
    vectors.append(
        {
            "text": text,
            "ids": ids,
            "decoded": tokenizer.decode(ids, skip_special_tokens=True),
            "decoded_with_specials": tokenizer.decode(ids, skip_special_tokens=False),
        }
    )
(folder / "tiny-tokenizer-vectors.json").write_text(json.dumps(vectors, ensure_ascii=True) + "\n")
