package dev.caravan.verifier.ifeval.text;

/** What instructions need that has a model behind it; immutable, shared by all checks. */
public record TextAnalysis(SentenceSplitter sentences, WordTokenizer words, LanguageDetector languages) {

    /** With the facts about English that come with Caravan. */
    public static TextAnalysis builtIn() {
        return with(PunktModel.builtIn());
    }

    /** With another sentence model; the language profiles are read when first asked for. */
    public static TextAnalysis with(PunktModel model) {
        SentenceSplitter sentences = new SentenceSplitter(model);
        return new TextAnalysis(sentences, new WordTokenizer(sentences), new LanguageDetector());
    }
}
