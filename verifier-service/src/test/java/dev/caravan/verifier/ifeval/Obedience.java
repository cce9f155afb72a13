package dev.caravan.verifier.ifeval;

import dev.caravan.verifier.ifeval.IfevalRow.Asked;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes a response that follows every instruction of a prompt, without asking a verifier. */
final class Obedience {

    private static final String FILLER =
            "the garden by the river is full of birds and they sing in the morning when the sun is up"
                    + " and the children walk with their mother to the old house on the hill where we drink tea";

    private static final Map<String, String> LANGUAGES = Map.ofEntries(
            Map.entry("kn", "ಹುಡುಗನು ತನ್ನ ಅಜ್ಜಿಯ ತೋಟದಲ್ಲಿ ದೊಡ್ಡ ಮರದ ಕೆಳಗೆ ಸೇಬು ತಿನ್ನುತ್ತಿದ್ದಾನೆ"),
            Map.entry("pa", "ਮੁੰਡਾ ਆਪਣੀ ਦਾਦੀ ਦੇ ਬਾਗ ਵਿੱਚ ਵੱਡੇ ਰੁੱਖ ਹੇਠਾਂ ਸੇਬ ਖਾ ਰਿਹਾ ਹੈ"),
            Map.entry("mr", "मुलगा आपल्या आजीच्या बागेत मोठ्या झाडाखाली सफरचंद खात आहे आणि पुस्तक वाचत आहे"),
            Map.entry("fa", "پسر زیر درخت بزرگ در باغ مادربزرگش سیب می‌خورد و کتاب می‌خواند"),
            Map.entry("vi", "Cậu bé đang ăn táo và đọc sách dưới gốc cây lớn trong vườn của bà ngoại"),
            Map.entry("ko", "소년은 할머니의 정원에 있는 큰 나무 아래에서 사과를 먹으며 책을 읽고 있습니다"),
            Map.entry("sw", "Mvulana anakula tufaha na kusoma kitabu chini ya mti mkubwa katika bustani ya bibi yake"),
            Map.entry("ru", "Мальчик ест яблоко и читает книгу под большим деревом в саду своей бабушки"),
            Map.entry("hi", "लड़का अपनी दादी के बगीचे में बड़े पेड़ के नीचे सेब खा रहा है और किताब पढ़ रहा है"),
            Map.entry("bg", "Момчето яде ябълка и чете книга под голямото дърво в градината на баба си"),
            Map.entry("pt", "O menino comeu uma maçã e depois foi para a escola com os seus amigos de bicicleta"),
            Map.entry("gu", "છોકરો તેની દાદીના બગીચામાં મોટા ઝાડ નીચે સફરજન ખાય છે અને પુસ્તક વાંચે છે"),
            Map.entry("te", "అబ్బాయి తన నానమ్మ తోటలో పెద్ద చెట్టు కింద ఆపిల్ తింటున్నాడు మరియు పుస్తకం చదువుతున్నాడు"),
            Map.entry("it", "Il ragazzo mangia una mela mentre sua sorella legge un libro nel giardino della nonna"),
            Map.entry("ar", "الولد يأكل تفاحة ويقرأ كتابا تحت الشجرة الكبيرة في حديقة جدته كل يوم"),
            Map.entry("ta", "சிறுவன் தன் பாட்டியின் தோட்டத்தில் பெரிய மரத்தின் கீழ் ஆப்பிள் சாப்பிடுகிறான்"),
            Map.entry("de", "Der Hund läuft durch den Wald und sucht nach dem Ball der dort verloren ging"),
            Map.entry("fi", "Poika syö omenaa ja lukee kirjaa suuren puun alla isoäitinsä puutarhassa"),
            Map.entry("ur", "لڑکا اپنی دادی کے باغ میں بڑے درخت کے نیچے سیب کھا رہا ہے اور کتاب پڑھ رہا ہے"),
            Map.entry("th", "เด็กชายกำลังกินแอปเปิ้ลใต้ต้นไม้ใหญ่ในสวนของคุณยาย"),
            Map.entry("ne", "केटा आफ्नी हजुरआमाको बगैंचामा ठूलो रूखमुनि स्याउ खाँदैछ र किताब पढ्दैछ"),
            Map.entry("bn", "ছেলেটি তার দাদির বাগানে বড় গাছের নিচে আপেল খাচ্ছে এবং বই পড়ছে"));

    private final List<Asked> asked;

    private Obedience(List<Asked> asked) {
        this.asked = asked;
    }

    static String to(IfevalRow row) {
        return new Obedience(row.asked()).response();
    }

    private Optional<Asked> find(String id) {
        return asked.stream().filter(one -> one.id().endsWith(":" + id)).findFirst();
    }

    private List<Asked> atLeast(String id) {
        return asked.stream()
                .filter(one -> one.id().endsWith(":" + id) && !one.isBelow())
                .toList();
    }

    private boolean isAsked(String id) {
        return find(id).isPresent();
    }

    private String response() {
        String text = isAsked("two_responses") ? body("one") + "\n******\n" + body("two") : body("one");
        if (isAsked("json_format")) {
            text = "{\"answer\": \"" + text.replace("\"", "'").replace("\n", " ") + "\"}";
        }
        text = find("repeat_prompt")
                        .map(one -> one.text("prompt_to_repeat") + "\n")
                        .orElse("")
                + text;
        text = isAsked("english_capital") ? text.toUpperCase(Locale.ROOT) : text;
        text = isAsked("english_lowercase") ? text.toLowerCase(Locale.ROOT) : text;
        return isAsked("quotation") ? "\"" + text + "\"" : text;
    }

    private String body(String which) {
        List<String> parts = new ArrayList<>(structure(which));
        find("end_checker").ifPresent(one -> parts.add(one.text("end_phrase")));
        return String.join("\n", parts);
    }

    /** Everything in front of the phrase to end with, in as many paragraphs and sections as are asked for. */
    private List<String> structure(String which) {
        List<String> parts = new ArrayList<>();
        find("title").ifPresent(one -> parts.add("<<birds>>"));
        find("constrained_response").ifPresent(one -> parts.add("My answer is yes."));
        parts.addAll(content());
        if (isAsked("two_responses")) {
            parts.add(which);
        }
        find("multiple_sections").ifPresent(one -> {
            for (int i = 1; i <= one.number("num_sections"); i++) {
                parts.add(one.text("section_spliter") + " " + i);
            }
        });
        find("number_bullet_lists")
                .ifPresent(one -> parts.addAll(Collections.nCopies(one.number("num_bullets"), "* tea")));
        find("postscript").ifPresent(one -> parts.add(one.text("postscript_marker") + " so"));
        find("number_paragraphs").ifPresent(one -> {
            for (int i = 1; i < one.number("num_paragraphs"); i++) {
                parts.add(1, "***\nso");
            }
        });
        find("nth_paragraph_first_word").ifPresent(one -> {
            String all = String.join("\n", parts);
            parts.clear();
            for (int i = 1; i <= one.number("num_paragraphs"); i++) {
                String first = i == one.number("nth_paragraph") ? one.text("first_word") + " " : "so ";
                parts.add((i > 1 ? "\n" : "") + first + (i == one.number("num_paragraphs") ? all : ""));
            }
        });
        return parts;
    }

    private List<String> content() {
        List<String> parts = new ArrayList<>();
        parts.add(sentences());
        atLeast("existence").forEach(one -> parts.addAll(one.texts("keywords")));
        atLeast("frequency").stream()
                .filter(one -> one.id().equals("keywords:frequency"))
                .forEach(one -> parts.addAll(Collections.nCopies(one.number("frequency"), one.text("keyword"))));
        atLeast("letter_frequency").forEach(one -> parts.add(one.text("letter").repeat(one.number("let_frequency"))));
        atLeast("capital_word_frequency")
                .forEach(one -> parts.addAll(Collections.nCopies(one.number("capital_frequency"), "OK")));
        find("number_placeholders")
                .ifPresent(one -> parts.addAll(Collections.nCopies(one.number("num_placeholders"), "[slot]")));
        find("number_highlighted_sections")
                .ifPresent(one -> parts.addAll(Collections.nCopies(one.number("num_highlights"), "my *tea*")));
        return parts;
    }

    /** Prose of as many words and sentences as are asked for, as few as can be where less is. */
    private String sentences() {
        String filler = find("response_language")
                .map(one ->
                        (LANGUAGES.get(one.text("language")) + " ").repeat(6).strip())
                .orElseGet(this::english);
        StringBuilder text = new StringBuilder(filler);
        int length = filler.split(" ").length;
        for (int i = length; i < most("number_words", "num_words"); i += length) {
            text.append('\n').append(filler);
        }
        int sentences = most("number_sentences", "num_sentences");
        text.append(sentences > 0 ? "." : "").append(" We go.".repeat(Math.max(0, sentences - 1)));
        return text.toString();
    }

    private int most(String id, String number) {
        return atLeast(id).stream().mapToInt(one -> one.number(number)).max().orElse(0);
    }

    /** Without the words that have a letter that may not come often, and short where it must be. */
    private String english() {
        List<String> words = new ArrayList<>(List.of(FILLER.split(" ")));
        for (Asked one : asked) {
            if (one.isBelow() && one.id().endsWith(":letter_frequency")) {
                words.removeIf(word -> word.contains(one.text("letter")));
            } else if (one.isBelow() && one.id().equals("keywords:frequency")) {
                words.removeIf(word -> word.contains(one.text("keyword")));
            } else if (one.isBelow() && one.id().endsWith(":number_words")) {
                int room = one.number("num_words") * (isAsked("repeat_prompt") ? 2 : 6) / 10;
                words = words.subList(0, Math.min(words.size(), room));
            }
        }
        return String.join(" ", words);
    }
}
