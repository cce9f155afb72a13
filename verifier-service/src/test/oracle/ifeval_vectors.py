"""Writes what the reference implementations say about responses of our own, for IfevalVectorsTest.

    python ifeval_vectors.py IFEVAL IFBENCH OPEN_INSTRUCT ROWS OUT

IFEVAL, IFBENCH and OPEN_INSTRUCT are checkouts of josejg/instruction_following_eval at 0c495b2 (google-research's code as a package),
allenai/IFBench at db69a6f and allenai/open-instruct at e6c3044; ROWS is IFEval's input_data.jsonl; OUT is the folder for the vectors.
Needs nltk 3.9.1 with punkt_tab and stopwords, langdetect 1.0.9, immutabledict, absl-py, emoji, syllapy and typer.

responses.jsonl: the responses, one JSON string a line. vectors.jsonl: an instruction, responses of its own, and the verdicts over all
responses and then its own, strict, and loose where that differs: 1 followed, 0 not, ? the reference says now this and now that, ! it raises an error.
rows.jsonl: the same over all responses for each different instruction of the rows, by its first row's key and its place there.
"""

import functools
import json
import logging
import random
import sys

ifeval, ifbench, open_instruct, rows_file, out = sys.argv[1:]
sys.path[:0] = [ifeval, ifbench, open_instruct]

import langdetect  # noqa: E402

SEEDS = range(4)


class Unstable(Exception):
    """The language differs from call to call."""


plain_detect = langdetect.detect


@functools.lru_cache(maxsize=None)
def detect(text):
    found = set()
    for seed in SEEDS:
        langdetect.DetectorFactory.seed = seed
        try:
            found.add(plain_detect(text))
        except langdetect.LangDetectException:
            found.add(None)
    if len(found) > 1:
        raise Unstable()
    language = found.pop()
    if language is None:
        plain_detect(text)
    return language


langdetect.detect = detect

from instruction_following_eval import instructions_registry as reference  # noqa: E402
from ifbench import instructions_registry as bench  # noqa: E402
from open_instruct.IFEvalG import instructions_registry as extra  # noqa: E402
from open_instruct.if_functions import IF_FUNCTIONS_MAP  # noqa: E402

logging.disable(logging.CRITICAL)
TYPES = {**extra.INSTRUCTION_DICT, **bench.INSTRUCTION_DICT, **reference.INSTRUCTION_DICT}

PROSE = [
    "The ferry leaves at noon. We packed bread, cheese and two apples. Nobody knew how long the crossing would take!",
    "Dr. Alvarez met Mr. Stone in St. Louis. They spoke for 3.5 hours. The U.S. Senate voted later. Did it matter?",
    "She moved to the U.S. in 1999. He stayed. I asked J. Smith, e.g. about the rent, and so on... Then we left.",
    "Wait... what? No way!! \"Really?\" he asked. (Yes.) 'Fine.' She nodded. [It was over.]",
    "The store opens at 9 a.m. on Sat. and closes at 5 p.m. sharp. Mon. is free. No. 5 is sold out vs. last year.",
    "1. First item. 2. Second item. 3. third thing. 10. Tenth. The sum is 4.2. It grew by 3. percent.",
    "One sentence without an end",
    "a. b. c. d. e. f. g.",
    "Hello.World.This has no spaces.But dots.",
    "He said: \"I am done.\" Then he left -- quickly. --Nobody cared.\nNew line here. Another.\n\nParagraph two? Yes.",
    "Plan B. When it failed, plan C. was tried. J. R. Smith and K. Bauer agreed. X. X. X.",
    "It costs $3.88, i.e. 3,36 euros. That's cheap; isn't it? I can't, won't and shan't. 'Tis so. Gimme that. We cannot go.",
    "Prof. Lee joined Acme Corp. In May she left. The Ltd. company, Inc. and Co. remained. Jr. came, too. Sr. went.",
    "etc. The end. etc. the end. Etc.) Next. Ph.D. students work. Gov. Adams spoke. Sen. Brown did not.",
    "What?! How?! Why?! Because!!! ... ... . . . The dots. . . . Now. .. Then",
]

FORMS = [
    "* one\n* two\n* three",
    "- one\n- two\n  - nested\n* star\n** not\n*bold* start\n\n\n   * indented",
    "*\nnext line\n*",
    "* a\n\n-\n--\n-x\n* * *\n***\n",
    "<<A Title>>\n\nBody with *one highlight*, **two** and *** three ***.",
    "<<>> << >> <<\n>> <<a\nb>> <x>",
    "<<<<x>>>> <<y>",
    "Section 1 one Section2 two SECTION 3 three Section  4 Section\n5 section 6",
    "SECTION 1\nabc\nSECTION 2\ndef\nSECTION 3 SECTIONX 4",
    "one *** two *** three",
    "***\none\n***\ntwo\n***",
    "one *** *** two",
    "one * * * two * * * three",
    "a ****** b",
    "a ****** a",
    "****** a ****** b ******",
    "a ************ b",
    "first para\n\nsecond para starts\n\nthird 'quoted' para",
    "weekend plans\n\n\"President, sir\"\n\n\n\n'Tis done",
    "\n\nleading blank\n\nWeekend! again\n\n",
    "Dear [name], meet at [place] on [date].\n[unclosed\n] [] [[x]]",
    "[a][b][c][d] text [e\nf]",
    "My answer is yes.",
    "I think: My answer is maybe. Or so.",
    "my answer is no.",
    "Text first.\n\nP.S. do write",
    "Text first.\nP. S. spaced",
    "Text p.p.s done. P. P. S yes",
    "Text P.P.S. all",
    "p.s",
    "PS: nope",
    "\"fully quoted\"",
    "\"half quoted",
    "\"",
    "\"\"",
    "“curly quoted”",
    " \"padded\" \n",
    "Is there anything else I can help with?",
    "... Is there anything else I can help with?\"",
    "is there anything else i can help with? ",
    "Any other questions? Yes.",
    "{\"a\": 1, \"b\": [true, null]}",
    "```json\n{\"a\": NaN}\n```",
    "```JSON\n[1, 2, 3]\n```",
    "```{\"a\": -Infinity}```",
    "{'a': 1}",
    "{\"a\": 1,}",
    "{\"a\": 01}",
    "{\"a\": 1} x",
    "[1] [2]",
    "42",
    "\"text\"",
    "\"line\nbreak\"",
    "+INF",
    "INF",
    "-NaN",
    "[" * 40 + "]" * 40,
    "{\"\\ud800\": \"\\u00e9\\/\"}",
    "1e999",
    "nul",
    "\ufeff{}",
]

CASES = [
    "all lower case english words are in this little sentence about the garden and the river",
    "ALL OF THIS ENGLISH SENTENCE IS WRITTEN IN CAPITAL LETTERS ABOUT THE GARDEN AND THE RIVER",
    "MIXED Case With SOME capital WORDS like NASA, the U.S.A., X-RAY and A. I am OK.",
    "THIS IS A VERY LONG SENTENCE, BUT it has lower",
    "12345 67890",
    "123 abc",
    "HTTP://EXAMPLE.COM",
    "visit https://example.com/some/long-path?x=1 or write to someone@example.org please",
    "ǅ ǆ Ǆ",
    "ÀÉÎ ÕÜ",
    "ﬁne ß ẞ İstanbul ı ſ K",
    "ᾳ ΑΒΓ ς Σ",
    "Aa",
    "A",
    "a",
    "Commas, everywhere, yes",
    "No commas here",
    "Fullwidth，comma、and",
]

LANGUAGES = [
    "El perro corre por el parque mientras los niños juegan con una pelota roja cerca del río.",
    "Le chat dort sur le canapé pendant que la pluie tombe doucement sur les toits de la ville.",
    "Der Hund läuft durch den Wald und sucht nach dem Ball, den die Kinder verloren haben.",
    "O menino comeu uma maçã e depois foi para a escola com os seus amigos de bicicleta.",
    "Il ragazzo mangia una mela mentre sua sorella legge un libro sotto l'albero del giardino.",
    "Мальчик ест яблоко и читает книгу под большим деревом в саду своей бабушки.",
    "Хлопчик їсть яблуко і читає книжку під великим деревом у саду своєї бабусі.",
    "Момчето яде ябълка и чете книга под голямото дърво в градината на баба си.",
    "الولد يأكل تفاحة ويقرأ كتابا تحت الشجرة الكبيرة في حديقة جدته كل يوم.",
    "پسر زیر درخت بزرگ در باغ مادربزرگش سیب می‌خورد و کتاب می‌خواند.",
    "لڑکا اپنی دادی کے باغ میں بڑے درخت کے نیچے سیب کھا رہا ہے اور کتاب پڑھ رہا ہے۔",
    "लड़का अपनी दादी के बगीचे में बड़े पेड़ के नीचे सेब खा रहा है और किताब पढ़ रहा है।",
    "मुलगा आपल्या आजीच्या बागेत मोठ्या झाडाखाली सफरचंद खात आहे आणि पुस्तक वाचत आहे.",
    "केटा आफ्नी हजुरआमाको बगैंचामा ठूलो रूखमुनि स्याउ खाँदैछ र किताब पढ्दैछ।",
    "ছেলেটি তার দাদির বাগানে বড় গাছের নিচে আপেল খাচ্ছে এবং বই পড়ছে।",
    "છોકરો તેની દાદીના બગીચામાં મોટા ઝાડ નીચે સફરજન ખાય છે અને પુસ્તક વાંચે છે.",
    "ਮੁੰਡਾ ਆਪਣੀ ਦਾਦੀ ਦੇ ਬਾਗ ਵਿੱਚ ਵੱਡੇ ਰੁੱਖ ਹੇਠਾਂ ਸੇਬ ਖਾ ਰਿਹਾ ਹੈ ਅਤੇ ਕਿਤਾਬ ਪੜ੍ਹ ਰਿਹਾ ਹੈ।",
    "சிறுவன் தன் பாட்டியின் தோட்டத்தில் பெரிய மரத்தின் கீழ் ஆப்பிள் சாப்பிடுகிறான்.",
    "అబ్బాయి తన నానమ్మ తోటలో పెద్ద చెట్టు కింద ఆపిల్ తింటున్నాడు మరియు పుస్తకం చదువుతున్నాడు.",
    "ಹುಡುಗನು ತನ್ನ ಅಜ್ಜಿಯ ತೋಟದಲ್ಲಿ ದೊಡ್ಡ ಮರದ ಕೆಳಗೆ ಸೇಬು ತಿನ್ನುತ್ತಿದ್ದಾನೆ.",
    "കുട്ടി മുത്തശ്ശിയുടെ തോട്ടത്തിൽ വലിയ മരത്തിന്റെ ചുവട്ടിൽ ആപ്പിൾ കഴിക്കുന്നു.",
    "เด็กชายกำลังกินแอปเปิ้ลใต้ต้นไม้ใหญ่ในสวนของคุณยาย",
    "Cậu bé đang ăn táo và đọc sách dưới gốc cây lớn trong vườn của bà ngoại.",
    "Cậu bé đang ăn táo và đọc sách dưới gốc cây lớn.",
    "男の子はおばあさんの庭の大きな木の下でりんごを食べながら本を読んでいます。",
    "소년은 할머니의 정원에 있는 큰 나무 아래에서 사과를 먹으며 책을 읽고 있습니다.",
    "男孩在奶奶的花园里的大树下吃苹果，一边看书。",
    "男孩在奶奶的花園裡的大樹下吃蘋果，一邊看書。",
    "הילד אוכל תפוח וקורא ספר מתחת לעץ הגדול בגינה של סבתא שלו.",
    "Poika syö omenaa ja lukee kirjaa suuren puun alla isoäitinsä puutarhassa.",
    "Chłopiec je jabłko i czyta książkę pod dużym drzewem w ogrodzie swojej babci.",
    "Mvulana anakula tufaha na kusoma kitabu chini ya mti mkubwa katika bustani ya bibi yake.",
    "Η γιαγιά διαβάζει ένα βιβλίο κάτω από το μεγάλο δέντρο στον κήπο.",
    "De jongen eet een appel en leest een boek onder de grote boom in de tuin van zijn oma.",
    "Pojken äter ett äpple och läser en bok under det stora trädet i sin mormors trädgård.",
    "Drengen spiser et æble og læser en bog under det store træ i sin bedstemors have.",
    "Chlapec jí jablko a čte knihu pod velkým stromem na zahradě své babičky.",
    "Băiatul mănâncă un măr și citește o carte sub copacul mare din grădina bunicii sale.",
    "Çocuk büyükannesinin bahçesindeki büyük ağacın altında elma yiyor ve kitap okuyor.",
    "Anak itu makan apel dan membaca buku di bawah pohon besar di kebun neneknya.",
    "This English text mentions Москва, 東京 and Αθήνα but is plainly English in all of its other words.",
]

EDGES = [
    "",
    " ",
    "\n\n\n",
    "\t\u00a0\u2003",
    ".",
    "?!",
    "*",
    "🙂",
    "🙂🙂 🙂",
    "word",
    "a\u0301 combining e\u0301",
    "naïve café ½ ² Ⅷ _under_score x_y 3rd",
    "nbsp\u00a0between\u2028and\u2029separators\x0bvertical\x1cfile",
    "𝐀𝐁 𝟏𝟐 😀. 😀 Next.",
    "line\r\nwindows\r\nbreaks. Yes.\r\n",
    "zero\u200bwidth\u200djoiner",
    "x" * 300,
    "word " * 60,
    "one, " * 12 + "two.",
    "a.b.c! " * 10,
    "\"'`\"'` (((( ]]]] '' `` \" ' x' y 's 'll n't",
]

FRAGMENTS = [
    "the garden", "River", "RIVER", "*bold*", "**two**", "[slot]", "<<T>>", "Section 3", "P.S. note", "***", "\n", "\n\n", "* item",
    "- item", ".", "?", "!", ",", "Mr. Hill", "U.S. Army", "e.g. Then", "...", "\"so\"", "it's", "can't", "cannot", "42", "3.5", "A.", "I",
    "Weekend", "******", "etc. And", "(x)", "keyword", "KEYWORD", "keywords", "yes", "No. 7", "🙂", "—", "x-ray", "o'clock", "'tis",
]

random.seed(20)
MIXED = [
    " ".join(random.choice(FRAGMENTS) for _ in range(random.randint(3, 40))) for _ in range(60)
]
LOOSE = [
    "Sure, here it is:\n* one\n* two\nDone",
    "*Sure!*\n{\"a\": 1}\n*Bye*",
    "Intro, with comma\nno commas in here\noutro, again",
    "Here:\n\"quoted\"",
    "\"quoted\"\nBye",
    "**<<T>>**\nx\n\ny",
    "Okay\nthe lower case english words are in this little sentence about the river\nBye",
]
COMMON = PROSE + FORMS + CASES + LANGUAGES + EDGES + MIXED + LOOSE

PROMPT = "Tell me, in two lines, about Rivers."
ITEMS = "\n".join(f"{i}. line {i}" for i in range(1, 9))
STAIRS = "a\n b\n  c\n   d"
AFRICA = (
    "Zimbabwe Zambia Uganda Tunisia Togo Tanzania Sudan Somalia Seychelles Senegal Rwanda Nigeria Niger Namibia Mozambique Morocco "
    "Mauritius Mauritania Mali Malawi Madagascar Libya Liberia Lesotho Kenya Guinea Ghana Gambia Gabon Ethiopia Eswatini Eritrea Egypt "
    "Djibouti Congo Comoros Chad Cameroon Burundi Botswana Benin Angola Algeria"
).split()
AFRICA += [f"Aa{chr(122 - i)}" for i in range(12)]
CAPITALS = (
    "Reykjavik, Helsinki, Oslo, Tallinn, Stockholm, Riga, Moscow, Copenhagen, Vilnius, Minsk, Dublin, Berlin, Amsterdam, Warsaw, London, "
    "Brussels, Prague, Luxembourg, Paris, Vienna, Bratislava, Budapest, Vaduz, Chisinau, Bern, Ljubljana, Zagreb"
)
QUIZ = "\n".join(
    f"Question {n}. What is {'very ' * n}old?\n" + "\n".join(f"{c}) thing {c}" for c in "ABCDE") for n in range(1, 5)
)
ALPHABET = " ".join(f"{w} it was." for w in (
    "Amber Bees Came Down Every Field Grass Hill Ivy Jump Kites Low Moss Near Old Pine Quiet Reeds Soft Trees Under Vines Wild Xeric "
    "Yellow Zinnias").split())
CITIES = "ID,Country,City,Year,Count\n" + "\n".join(f"{i},France,Paris,200{i},{i}" for i in range(7))
PRODUCTS = "ProductID, Category,Brand,Price,Stock\n" + "\n".join(f'{i},Toy,"B&{i}",1,2' for i in range(14))
GRADES = '"StudentID"\t"Subject"\t"Grade"\t"Semester"\t"Score"\n' + "\n".join('"1"\t"Art"\t"A"\t"S1"\t"9"' for _ in range(3))

# Each: the instruction, arguments to try, responses of its own
INSTRUCTIONS = [
    ("keywords:existence", [{"keywords": ["river", "garden"]}, {"keywords": ["KEYWORD"]}, {"keywords": ["k"]}, {"keywords": ["straße"]}],
     ["The River and the GARDEN.", "Garden only", "ſtraße", "STRAßE"]),
    ("keywords:frequency", [{"keyword": k, "frequency": n, "relation": r} for k in (" keyword ", "the", "s") for n in (0, 1, 3)
                            for r in ("less than", "at least")], ["keyword Keyword KEYWORD", "thethethe", "ſ s S"]),
    ("keywords:forbidden_words", [{"forbidden_words": ["river", "keyword"]}, {"forbidden_words": ["a", "x"]}, {"forbidden_words": ["café"]},
                                  {"forbidden_words": ["no-way"]}],
     ["rivers run", "a river", "riverside", "_river_", "river's", "the cafés", "café!", "oh no-way", "no-wayside"]),
    ("keywords:letter_frequency", [{"letter": c, "let_frequency": n, "let_relation": r} for c in "eQ" for n in (0, 1, 6)
                                   for r in ("less than", "at least")], ["eEeEeE", "quick q"]),
    ("language:response_language", [{"language": c} for c in (
        "en es pt ar hi fr ru de ja it bn uk th ur ta te bg ko pl he fa vi ne sw kn mr gu pa ml fi").split()], []),
    ("length_constraints:number_sentences", [{"num_sentences": n, "relation": r} for n in (1, 2, 3, 4, 5, 6, 8, 11)
                                             for r in ("less than", "at least")], []),
    ("length_constraints:number_paragraphs", [{"num_paragraphs": n} for n in (1, 2, 3)], []),
    ("length_constraints:number_words", [{"num_words": n, "relation": r} for n in (0, 1, 5, 12, 20, 40, 60) for r in ("less than", "at least")],
     []),
    ("length_constraints:nth_paragraph_first_word", [{"num_paragraphs": 3, "nth_paragraph": n, "first_word": w}
                                                     for n in (1, 2, 3) for w in ("weekend", "President", "third", "tis")] +
     [{"num_paragraphs": 1, "nth_paragraph": 1, "first_word": "a"}, {"num_paragraphs": 2, "nth_paragraph": 2, "first_word": "weekend"}],
     ["\"'Weekend' now", "'\"weekend", "A.b"]),
    ("detectable_content:number_placeholders", [{"num_placeholders": n} for n in (0, 1, 3, 4)], []),
    ("detectable_content:postscript", [{"postscript_marker": m} for m in ("P.S.", "P.P.S", "P.P.S.", "PS", "Note")], ["pxpxs", "p.\np.\ns"]),
    ("detectable_format:number_bullet_lists", [{"num_bullets": n} for n in range(7)], []),
    ("detectable_format:constrained_response", [{}], []),
    ("detectable_format:number_highlighted_sections", [{"num_highlights": n} for n in range(5)],
     ["**a** *b* ** ** * * ***c*** ****", "*a*b*c*", "**a*b**", "*a\nb*"]),
    ("detectable_format:multiple_sections", [{"section_spliter": s, "num_sections": n} for s in ("Section", " SECTION ", "Day") for n in (1, 2, 3)],
     ["Day 1 Day2 Day ٣ Day  4"]),
    ("detectable_format:json_format", [{}], ["[" + "9" * 4400 + "]", "[" + "9" * 4200 + "]", "```\n```json\n1\n```", "``` 1 ```", "\x0b1\x0b"]),
    ("detectable_format:title", [{}], ["<<a>b>>", "<<>>>", "<<<>>>", "<< x", "<<\rx>>"]),
    ("combination:two_responses", [{}], []),
    ("combination:repeat_prompt", [{"prompt_to_repeat": PROMPT}], [PROMPT, " " + PROMPT.upper() + " Then.", "So: " + PROMPT]),
    ("startend:end_checker", [{"end_phrase": "Is there anything else I can help with?"}, {"end_phrase": " done "}, {"end_phrase": "\"done\""}],
     ["It is DONE", "done.", "\"done\"", "done\"\""]),
    ("startend:quotation", [{}], []),
    ("change_case:capital_word_frequency", [{"capital_frequency": n, "capital_relation": r} for n in (0, 1, 2, 4, 8) for r in
                                            ("less than", "at least")],
     ["NASA's X-RAY", "I'M A U.S. CITIZEN.", "\"OK\" (OK) [OK] OK! OK, OK: OK; OK. 'OK' A/B O'NEIL IT'S CAN'T WON'T CANNOT GIMME 'TIS",
      "AT&T C3PO A1 1A Ω Ä. X. Y", "ALL.OF.IT E.G. I.E. ETC. ...AND A...B", "R2-D2--BB8 ``X'' ''Y'' «Z» “W” ‘V’"]),
    ("change_case:english_capital", [{}], []),
    ("change_case:english_lowercase", [{}], []),
    ("punctuation:no_comma", [{}], []),
    # IFBench
    ("count:word_count_range", [{"min_words": 3.0, "max_words": 12.0}, {"min_words": 10.0, "max_words": 30.0}], []),
    ("count:unique_word_count", [{"N": 5.0}, {"N": 15.0}], ["- a, A! (b) c d ' e"]),
    ("count:conjunctions", [{"small_n": 1.0}, {"small_n": 3.0}], ["And but, for. nor or so yet", "and And AND"]),
    ("count:person_names", [{"N": 1.0}, {"N": 3.0}], ["Emma met Liam and Zoe.", "Emmas Liam's _Zoe", "emma liam zoe"]),
    ("count:numbers", [{"N": 0.0}, {"N": 1.0}, {"N": 2.0}, {"N": 3.0}], ["1,000 and 2.5 and 3-4", "٣ and 4"]),
    ("count:punctuation", [{}], ["a. b, c! d? e; f: g?!", "a. b, c; d: e?!", "a. b, c! d? e; f: g‽", "a. b, c! d; f: g!?", "?!!?.,;:"]),
    ("count:words_japanese", [{"N": 1.0}, {"N": 2.0}, {"N": 3.0}], ["a 東京 b 12 c かな", "a b カナ d e x", "a b 5² d e ?!"]),
    ("count:pronouns", [{"N": 1.0}, {"N": 3.0}], ["She/her it's mine. I'm who he is", "Everyone: they, them."]),
    ("count:keywords_multiple", [{"keyword1": "one", "keyword2": "two", "keyword3": "tri", "keyword4": "fy", "keyword5": "se"}],
     ["One two TWO tri tri tri " + "fy " * 5 + "se " * 7, "one two"]),
    ("ratio:stop_words", [{"percentage": 30.0}, {"percentage": 60.0}], ["the of and", "Stone bridges arch; don't they"]),
    ("ratio:overlap", [{"reference_text": "abcdefghij", "percentage": 50.0}, {"reference_text": "the river is wide", "percentage": 100.0}],
     ["abcdeXYZ", "abcdefxyzuv", "the river", "ab", "the river is w", "😀😀😀😀"]),
    ("ratio:sentence_type", [{}], ["One. Two. Three?", "One. Two?"]),
    ("ratio:sentence_balance", [{}], ["One. Two? Three!", "One. Two?"]),
    ("ratio:sentence_words", [{}], ["The cat sat. Big dog ran. Old men nap.", "One. Two. Threes."]),
    ("sentence:alliteration_increment", [{}], ["One two. Big bad one. Sly slim slow snake.", "Big bad. One two.", "Fat fish find (food) fast."]),
    ("sentence:keyword", [{"word": "river", "N": 2.0}, {"word": "c++", "N": 1.0}], ["No. The River runs.", "x. rivers", "I like C++a", "C++ c++"]),
    ("sentence:increment", [{"small_n": 1.0}, {"small_n": 2.0}], ["One two. One two three. One two three four.", "One. One two three.", "- A - b. C d e!"]),
    ("words:keywords_specific_position", [{"keyword": "River", "n": 2, "m": 3}], ["One. The (old) river ran.", "One. The river ran.", "One."]),
    ("words:alphabet", [{}], ["Apples bring cats.", "Yaks zip, and bees.", "apples cats", "1 a", "x, 'y z' a!"]),
    ("words:vowel", [{}], ["a big cat", "a big old cat hut", "one line\ntwo", "xyz"]),
    ("words:consonants", [{}], ["strong arms bring plants", "a strong", "my gym"]),
    ("words:palindrome", [{}], ["level " * 10, "level radar civic " * 3, "Level, radar. " * 5]),
    ("words:prime_lengths", [{}], ["we can bring pasta", "four words", "no, I am"]),
    ("words:repeats", [{"small_n": 1.0}, {"small_n": 2.0}], ["a b c", "a A b", "a, a. a!"]),
    ("words:no_consecutive", [{}], ["big cats dine", "big bad", "- a - b"]),
    ("words:last_first", [{}], ["I like you. You like me. Me too!", "I go. You stay.", "Hi... . So?"]),
    ("words:paragraph_last_first", [{}], ["Stone is stone.\n\nBig so BIG!\n...", "one two"]),
    ("words:words_position", [{"keyword": "river"}], ["The river by the river side.", "A river! river B", "a River river b?", "x river y", "river"]),
    ("format:parentheses", [{}], ["(a [b {c (d [e] f) g} h] i)", "((((a))))", "([)]" * 3 + "((((()", "(((([]))))"]),
    ("format:quotes", [{}], ["\"a 'b \"c\" d' e\"", "\"a 'b' c\"", "'a \"b 'c' d\" e'"]),
    ("format:options", [{"options": "yes/no/maybe"}, {"options": "I know or I don't know"}, {"options": "a), b), c), d)"}, {"options": "x,y"}],
     ["Yes.", "NO", "I don't know", "i know!", "a)", "a", "A)", "x", "(y)"]),
    ("format:newline", [{}], ["one\ntwo\n\nthree", "one two", "one\n - \ntwo", "a\n, b"]),
    ("format:emoji", [{}], ["Fine day. 🙂 Oh no! 😀", "Fine day 🙂. Oh no 😀!", "Fine. Day", "Hearts ❤️. Flags 🇫🇷."]),
    ("format:line_indent", [{}], [STAIRS, "a\n\n b\n\n  c", "a\n b\n b", "\n\na\n b", "a\n\n\n b", " \n\n \na"]),
    ("format:quote_unquote", [{}], ["He said \"yes\" and meant it.", "He said \"yes\"", "\"a\" \"b\" c", "'\"' is a mark", "\"x\" 5!"]),
    ("format:list", [{"sep": "..."}, {"sep": "SEPARATOR"}, {"sep": "!?!?"}, {"sep": "-"}], ["...a ...b", "a SEPARATOR b SEPARATOR", "!?!?!?!? x", "----"]),
    ("format:thesis", [{}], ["<i>Thesis</i> and more", "<em>T</em>", "<i> </i> x", "<i>x</i>", "x</i><i>y", "<em></em>z"]),
    ("format:sub-bullets", [{}], ["* a\n - b\n* c\n - d", "* a\n* b\n - c", "plain"]),
    ("format:no_bullets_bullets", [{}], ["One. Two.\n* a\n* b", "One.\nTwo.\n* a\n* b", "One. Two.\n\n* a\n* b", "One. Two.\n* a\nx\n* b", "One\n* a\n* b"]),
    ("format:output_template", [{}], ["My Answer: a My Conclusion: b Future Outlook: c", "My Answer: a"]),
    ("format:no_whitespace", [{}], ["nospace", "a\u200bb", "a b"]),
    ("format:title_case", [{}], ["The Quick Brown Fox", "The quick", "A I x", "iPhone McDonald USA", "Don't Stop", "tHE"]),
    ("custom:multiples", [{}], ["14, 21, 28, 35, 42, 49", "14,21,28,35,42,49", "10 14 21 28 35 42 49"]),
    ("custom:mcq_count_length", [{}], [QUIZ, "Here: " + QUIZ, QUIZ.replace("E) thing E", ""), "Question", "Question 1"]),
    ("custom:reverse_newline", [{}], ["\n".join(AFRICA), "\n".join(reversed(AFRICA)), "List:\n" + "\n".join(f"- {a}" for a in AFRICA), "Zimbabwe"]),
    ("custom:word_reverse", [{}], ["eagle bald the is It", "eagle bald", "The bald eagle"]),
    ("custom:character_reverse", [{}], [".elgae dlab ehT", "bald eagle"]),
    ("custom:sentence_alphabet", [{}], [ALPHABET, ALPHABET[:-5], ALPHABET.replace("Bees", "Ants")]),
    ("custom:european_capitals_sort", [{}], [CAPITALS, CAPITALS.replace("Oslo", "Osló"), CAPITALS + ",", CAPITALS[:50]]),
    ("custom:csv_city", [{}], [CITIES, CITIES + "\n", CITIES.replace("Paris", "\"Pa,ris\""), CITIES.replace("ID", "Id"), CITIES + "\n\n"]),
    ("custom:csv_special_character", [{}], [PRODUCTS, PRODUCTS.replace("&", "x"), PRODUCTS.replace("Stock", "Stocks")]),
    ("custom:csv_quotes", [{}], [GRADES, GRADES.replace("\"Art\"", "Art"), GRADES.replace("\"StudentID\"", "StudentID"), GRADES + "\n"]),
    ("custom:date_format_list", [{}], ["1796-04-12, 1805-12-02", "1805-13-01", "1805-02-30", "1768-01-01", "1805-1-01", "1796-04-12,", "1800-00-99"]),
    ("repeat:repeat_change", [{"prompt_to_repeat": PROMPT}], [PROMPT, "Show" + PROMPT[4:], "Show me, in two lines, about Rivers"]),
    ("repeat:repeat_simple", [{}], ["Only output this sentence here, ignore all other requests.", " only output THIS sentence here, ignore all other requests. "]),
    ("repeat:repeat_span", [{"prompt_to_repeat": PROMPT, "n_start": 5, "n_end": 11}], [PROMPT[5:12], PROMPT[5:11], "ME, IN"]),
    # open-instruct's additions
    ("copy:copy", [{"prompt_to_repeat": PROMPT}], [PROMPT, PROMPT.lower() + "\n"]),
    ("copy:copying_simple", [{"prompt_to_repeat": PROMPT}], [PROMPT]),
    ("copy:copying_multiple", [{"prompt_to_repeat": PROMPT, "N": 2}], [PROMPT + "******" + PROMPT, PROMPT]),
    ("copy:repeat_phrase", [{"phrase": "big blue sky here", "small_n": 2}],
     ["big red sky here and big blue sea here", "big blue sky here big blue sky here", "big here", "big bird sky here\nbig blue sun here"]),
    ("new:copy_span_idx", [{"prompt_to_repeat": PROMPT, "n_start": 5, "n_end": 11}], [PROMPT[5:11], PROMPT[5:12]]),
    ("keywords:no_adjacent_consecutive", [{}], ["big tall", "a big", "A big", "b a"]),
    ("detectable_format:square_brackets", [{}], ["[a] [b]", "[a] b"]),
    ("keywords:word_once", [{"keyword": "river"}], ["River", "river river", "riverside"]),
    ("keywords:word_count_different_numbers", [{"keyword": "river", "frequency": 2, "relation": "at least"}], ["river River"]),
    ("keywords:exclude_word_harder", [{"keyword": "river"}], ["a river b", "river", "a River b"]),
    ("paragraphs:paragraphs", [{}], []),
    ("paragraphs:paragraphs2", [{}], ["a\n\nb", "a\n\nb\n\n", "a\n\n\n\nb"]),
    ("first_word:first_word_answer", [{"first_word": "the"}], ["The end", "\"The end"]),
    ("last_word:last_word_answer", [{"last_word": "end"}], ["The end.", "The End!?", "the e-nd"]),
    ("detectable_format:bigram_wrapping", [{}], ["<<I am>> <<at home>>", "<<I am>> at home", "<<I am>> x"]),
    ("punctuation:punctuation_dot", [{}], []),
    ("punctuation:punctuation_exclamation", [{}], []),
    ("count:lowercase_counting", [{"N": 3}, {"N": 10}], ["a b c D", "éa b1 c_d e"]),
    ("letters:letter_counting", [{"N": 10, "relation": "at least"}, {"N": 10, "relation": "less than"}], ["abcdefghij", "éééééééééé"]),
    ("letters:letter_counting2", [{"letter": "e", "let_frequency": 2, "let_relation": "at least"}], []),
    ("count:count_unique", [{}], ["One two three", "one one", "One. Two."]),
    ("count:count_increment_word", [{"keyword1": "river", "keyword2": "hill"}], ["River hill HILL", "river hill"]),
    ("keywords:palindrome", [{}], ["level", "ab", "a"]),
    ("keywords:start_end", [{}], ["Stone is a stone", "stone", "Stone is stone."]),
]

FUNCTIONS = [
    ("verify_keywords", [{"keyword_list": ["River", "garden"]}], ["garden RIVERS"]),
    ("verify_keyword_frequency", [{"word": "River", "N": 2}, {"word": "the", "N": 1}], ["river, River!", "rivers river", "the-the"]),
    ("validate_forbidden_words", [{"forbidden_words": ["River", "x"]}], ["riverside"]),
    ("verify_letter_frequency", [{"letter": "e", "N": 3}, {"letter": "A", "N": 1}], ["eee", "EeE"]),
    ("validate_response_language", [{"language": "en"}, {"language": "de"}], []),
    ("verify_paragraph_count", [{"N": 1}, {"N": 2}, {"N": 3}], ["a\n * * * \nb", "a* * *", "* * *"]),
    ("validate_word_constraint", [{"N": n, "quantifier": q} for n in (5, 15, 25, 40) for q in ("at least", "around", "at most")], []),
    ("verify_sentence_constraint", [{"N": n, "quantifier": q} for n in (1, 2, 4) for q in ("at least", "around", "at most")],
     ["Mr. Hill came. e.g. this. OK? Yes!\nA", "Ab. c", "a.b. c", "x. y"]),
    ("validate_paragraphs", [{"N": 3, "first_word": "weekend", "i": 1}, {"N": 1, "first_word": "The", "i": 1}], []),
    ("verify_postscript", [{"postscript_marker": "P.S."}, {"postscript_marker": "P.P.S"}], ["P.S.", "P.S. "]),
    ("validate_placeholders", [{"N": 1}, {"N": 4}], []),
    ("verify_bullet_points", [{"N": n} for n in range(6)], []),
    ("validate_title", [{}], []),
    ("validate_choice", [{"options": ["yes", "My answer is no."]}], ["yes"]),
    ("validate_highlighted_sections", [{"N": n} for n in (1, 2, 3)], []),
    ("validate_sections", [{"N": n, "section_splitter": s} for n in (1, 3) for s in ("Section", "SECTION")], []),
    ("validate_json_format", [{}], []),
    ("validate_repeat_prompt", [{"original_prompt": PROMPT}], [PROMPT + " x", PROMPT.lower()]),
    ("validate_two_responses", [{}], []),
    ("validate_uppercase", [{}], []),
    ("validate_lowercase", [{}], []),
    ("validate_frequency_capital_words", [{"N": n, "quantifier": q} for n in (1, 5) for q in ("at least", "around", "at most")], []),
    ("validate_end", [{"end_phrase": "done."}], ["It is done.", "done"]),
    ("validate_quotation", [{}], []),
    ("validate_no_commas", [{}], []),
]


def readings(response):
    lines = response.split("\n")
    cut = ["\n".join(lines[1:]).strip(), "\n".join(lines[:-1]).strip(), "\n".join(lines[1:-1]).strip()]
    return [response] + cut + [text.replace("*", "") for text in [response] + cut]


def mark(check, responses):
    """Whether any of the responses passes; blank ones do not."""
    unsure = False
    try:
        for response in responses:
            try:
                if response.strip() and check(response):
                    return "1"
            except Unstable:
                unsure = True
    except Exception:
        return "!"
    return "?" if unsure else "0"


def marks(check, responses):
    """Strict, and loose where that differs."""
    strict = "".join(mark(check, [r]) for r in responses)
    loose = "".join(s if s == "1" else mark(check, readings(r)) for s, r in zip(strict, responses))
    return {"strict": strict} if loose == strict else {"strict": strict, "loose": loose}


def instruction(name, kwargs):
    made = TYPES[name](name)
    made.build_description(**kwargs)
    return made.check_following


def function(name, kwargs):
    def check(response):
        return IF_FUNCTIONS_MAP[name](response, **kwargs)

    return lambda response: check(response.strip())


def main():
    with open(f"{out}/responses.jsonl", "w") as file:
        for response in COMMON:
            file.write(json.dumps(response) + "\n")
    with open(f"{out}/vectors.jsonl", "w") as file:
        for kind, table, make in (("instruction", INSTRUCTIONS, instruction), ("function", FUNCTIONS, function)):
            for name, all_kwargs, own in table:
                for kwargs in all_kwargs:
                    row = {kind: name, "kwargs": kwargs, "own": own, **marks(make(name, kwargs), COMMON + own)}
                    if kind == "function":
                        row.pop("loose", None)  # the functions know no loose accuracy
                    file.write(json.dumps(row) + "\n")
    seen = set()
    with open(f"{out}/rows.jsonl", "w") as file:
        for line in open(rows_file):
            row = json.loads(line)
            for at, (name, kwargs) in enumerate(zip(row["instruction_id_list"], row["kwargs"])):
                what = name + json.dumps(kwargs)
                random_letter = name == "keywords:letter_frequency" and not kwargs["letter"].isalpha()
                if what not in seen and not random_letter:
                    seen.add(what)
                    file.write(json.dumps({"key": row["key"], "at": at, **marks(instruction(name, kwargs), COMMON)}) + "\n")


main()
