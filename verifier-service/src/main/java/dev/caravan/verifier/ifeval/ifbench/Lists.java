package dev.caravan.verifier.ifeval.ifbench;

import java.util.List;
import java.util.Set;

/** Words that IFBench's prompts and code count. */
final class Lists {

    /** The names of which {@code count:person_names} wants some; the prompts list them. */
    static final List<String> NAMES =
            List.of(("Emma Liam Sophia Jackson Olivia Noah Ava Lucas Isabella Mason Mia Ethan Charlotte"
                            + " Alexander Amelia Benjamin Harper Leo Zoe Daniel Chloe Samuel Lily Matthew Grace Owen Abigail Gabriel Ella"
                            + " Jacob Scarlett Nathan Victoria Elijah Layla Nicholas Audrey David Hannah Christopher Penelope Thomas Nora"
                            + " Andrew Aria Joseph Claire Ryan Stella Jonathan")
                    .split(" "));

    static final Set<String> PRONOUNS =
            Set.of(("i me we us you he him she her it they them my mine our ours your yours his hers its their"
                            + " theirs myself ourselves yourself yourselves himself herself itself themselves this that these those who"
                            + " whom whose which what whoever whomever whatever whichever anybody anyone anything everybody everyone"
                            + " everything nobody nothing somebody someone something each either neither both all some any none")
                    .split(" "));

    /** NLTK's English stop words, 2024, without those with an apostrophe, which no word of letters equals. */
    static final Set<String> STOP_WORDS =
            Set.of(("a about above after again against ain all am an and any are aren as at be because been"
                            + " before being below between both but by can couldn d did didn do does doesn doing don down during each"
                            + " few for from further had hadn has hasn have haven having he her here hers herself him himself his how"
                            + " i if in into is isn it its itself just ll m ma me mightn more most mustn my myself needn no nor not now"
                            + " o of off on once only or other our ours ourselves out over own re s same shan she should shouldn so"
                            + " some such t than that the their theirs them themselves then there these they this those through to too"
                            + " under until up ve very was wasn we were weren what when where which while who whom why will with won"
                            + " wouldn y you your yours yourself yourselves")
                    .split(" "));

    /** Capitals north of 45 degrees, from north to south, as {@code custom:european_capitals_sort} wants them. */
    static final List<String> CAPITALS =
            List.of(("Reykjavik Helsinki Oslo Tallinn Stockholm Riga Moscow Copenhagen Vilnius Minsk"
                            + " Dublin Berlin Amsterdam Warsaw London Brussels Prague Luxembourg Paris Vienna Bratislava Budapest Vaduz"
                            + " Chisinau Bern Ljubljana Zagreb")
                    .split(" "));

    private Lists() {}
}
