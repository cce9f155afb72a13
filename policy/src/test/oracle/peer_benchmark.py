"""The rounds of PolicyBenchmark with Hugging Face Transformers, on one thread: what a Python user gets from the same model.

24 prompts of 21 tokens, 8 completions each, 4 to 56 new tokens with a mean of about 23; tokens per CPU-second of generation (KV cache, one
batch; only wanted tokens count), scoring (log-probs without gradients) and training (the clipped policy-gradient loss, forward and
backward, rows padded to the longest of their micro-batch of 24, sorted by length).

    pip install torch transformers && python policy/src/test/oracle/peer_benchmark.py
"""

import math
import random
import time

import torch
import transformers

PROMPTS, GROUP, VOCABULARY, ROUNDS, MICRO_BATCH = 24, 8, 220, 6, 24


def log_probs(model, rows):
    longest = max(len(row) for row in rows)
    ids = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
    logits = model(input_ids=ids, attention_mask=mask).logits[:, :-1].float()
    return logits.log_softmax(-1).gather(-1, ids[:, 1:, None])[..., 0], mask[:, 1:]


def generate(model, prompts, lengths):
    out = model.generate(
        input_ids=torch.tensor(prompts),
        attention_mask=torch.ones(len(prompts), len(prompts[0]), dtype=torch.long),
        do_sample=True, top_k=0, top_p=1.0, temperature=1.0, max_new_tokens=max(lengths), eos_token_id=None, pad_token_id=0)
    return [row[: len(prompts[0]) + length].tolist() for row, length in zip(out, lengths)]


def micro_batches(rows):
    rows = sorted(rows, key=len)
    return [rows[i : i + MICRO_BATCH] for i in range(0, len(rows), MICRO_BATCH)]


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    config = transformers.LlamaConfig(
        vocab_size=VOCABULARY, hidden_size=128, intermediate_size=384, num_hidden_layers=4, num_attention_heads=4,
        num_key_value_heads=4, max_position_embeddings=256, rms_norm_eps=1e-5, rope_theta=10_000.0, tie_word_embeddings=True,
        bos_token_id=None, eos_token_id=1, pad_token_id=0)
    model = transformers.LlamaForCausalLM(config).float()
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.2f} M parameters, "
          f"torch {torch.__version__}, transformers {transformers.__version__}")
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-6)
    for round_ in range(ROUNDS):
        rng = random.Random(round_)
        prompts, lengths = [], []
        for _ in range(PROMPTS):
            prompt = [rng.randrange(3, VOCABULARY) for _ in range(21)]
            for _ in range(GROUP):
                prompts.append(prompt)
                lengths.append(int(min(56, 4 - 20 * math.log(1 - rng.random()))))
        start = time.process_time()
        with torch.no_grad():
            rows = generate(model, prompts, lengths)
        generation = time.process_time() - start

        start = time.process_time()
        with torch.no_grad():
            for rows_ in micro_batches(rows):
                log_probs(model, rows_)
        scoring = time.process_time() - start

        start = time.process_time()
        for rows_ in micro_batches(rows):
            new, mask = log_probs(model, rows_)
            ratio = (new - new.detach()).exp()
            advantage = torch.where(torch.arange(new.shape[1]) % 2 == 0, 1.0, -1.0)
            loss = -torch.minimum(ratio * advantage, ratio.clamp(0.8, 1.2) * advantage)
            (loss * mask).sum().mul(1e-4).backward()
        training = time.process_time() - start
        start = time.process_time()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        step = time.process_time() - start
        tokens = sum(len(row) for row in rows)
        print(f"generate {sum(lengths) / generation:7,.0f} tok/s   score {tokens / scoring:7,.0f} tok/s   "
              f"train {tokens / training:7,.0f} tok/s   step {1000 * step:.1f} ms")


if __name__ == "__main__":
    main()
