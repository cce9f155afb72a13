package dev.caravan.learner.data;

import dev.caravan.learner.algorithm.Dpo;
import dev.caravan.learner.algorithm.Sft;
import dev.caravan.learner.rollout.TrainingPrompt;
import dev.caravan.policy.text.ChatMessage;
import dev.caravan.policy.text.ChatTemplate;
import dev.caravan.policy.text.ChatTokens;
import dev.caravan.policy.text.Tokenizer;
import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.runtime.kafka.DeadLetters;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.Decision;
import dev.caravan.schemas.Preference;
import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.Response;
import dev.caravan.schemas.StageRequested;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.Turn;
import dev.caravan.schemas.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;

/**
 * The records that a stage trains on, as token ids. One that cannot be used (too long, nothing to learn from) goes to the dead letters and
 * is left out.
 */
public final class StageData implements AutoCloseable {

    private static final String SERVICE = "learner";

    private final Kafka kafka;
    private final String run;
    private final StageRequested request;
    private final ModelConfig config;
    private final Tokenizer tokenizer;
    private final ChatTemplate template;
    private final DeadLetters deadLetters;

    /**
     * @param kafka to read with, not closed here
     * @param run whose records
     * @param request stage and ranges to read
     * @param model whose tokenizer and chat template turn text into ids
     */
    public StageData(Kafka kafka, String run, StageRequested request, ModelFolder model) {
        this.kafka = kafka;
        this.run = run;
        this.request = request;
        this.config = model.config();
        this.tokenizer = Tokenizer.parse(model.tokenizerJson());
        this.template = ChatTemplate.of(model, tokenizer);
        this.deadLetters = kafka.deadLetters(SERVICE);
    }

    /**
     * Demonstrations: of a chat the turns to imitate, of a document all of it, its end included.
     *
     * @param logOrder whether to keep the order of the log
     */
    public Dataset<Sft.Example> demonstrations(int maxLength, boolean logOrder) {
        List<Dataset.Item<Sft.Example>> items = usable(
                Topics.DEMONSTRATIONS,
                demonstration -> isOurs(demonstration.getRun(), demonstration.getStage()),
                demonstration -> {
                    Sft.Example example = demonstration.getDocument() == null
                            ? chat(demonstration.getTurns())
                            : document(demonstration.getDocument());
                    requireLength(example.tokens().length, Math.min(maxLength, config.maxPositions()));
                    if (example.trainedTokens() == 0) {
                        throw new IllegalArgumentException(
                                "no token of it is to be imitated; mark an assistant turn as trainable");
                    }
                    return Optional.of(new Dataset.Item<>(demonstration.getId(), example));
                });
        return Dataset.of(items, !logOrder, "demonstration");
    }

    /** Preference pairs. Sampled answers are taken as the tokens that were sampled, others are tokenised. */
    public Dataset<Dpo.Preferred> preferences(int maxLength) {
        List<Dataset.Item<Dpo.Preferred>> items = usable(
                Topics.PREFERENCES, preference -> isOurs(preference.getRun(), preference.getStage()), preference -> {
                    Dpo.Answer chosen = answer(preference, preference.getChosen());
                    Dpo.Answer rejected = answer(preference, preference.getRejected());
                    requireLength(
                            Math.max(chosen.tokens().length, rejected.tokens().length),
                            Math.min(maxLength, config.maxPositions()));
                    return Optional.of(new Dataset.Item<>(preference.getId(), new Dpo.Preferred(chosen, rejected)));
                });
        return Dataset.of(items, true, "preference");
    }

    /** Prompts that curation kept, up to the start of the assistant's turn, with room for {@code maxTokens} new tokens. */
    public Dataset<TrainingPrompt> prompts(int maxTokens) {
        List<Dataset.Item<TrainingPrompt>> items = usable(
                Topics.CURATED,
                curated ->
                        isOurs(curated.getPrompt().getRun(), curated.getPrompt().getStage()),
                curated -> {
                    if (curated.getDecision() != Decision.KEEP) {
                        return Optional.empty();
                    }
                    Prompt prompt = curated.getPrompt();
                    List<ChatMessage> messages = messages(prompt.getTurns());
                    int[] tokens = template.prompt(messages);
                    requireLength(tokens.length + maxTokens, config.maxPositions());
                    return Optional.of(new Dataset.Item<>(
                            prompt.getId(), new TrainingPrompt(prompt, list(tokens), template.promptText(messages))));
                });
        return Dataset.of(items, true, "prompt");
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    private <V extends SpecificRecord, T> List<T> usable(
            Topic<V> topic, Predicate<V> ours, Function<V, Optional<T>> convert) {
        Collection<Received<V>> all = LogRange.latest(kafka, topic, request.getInputs(), ours);
        List<T> usable = new ArrayList<>();
        for (Received<V> received : all) {
            V value = Objects.requireNonNull(received.value(), received::location);
            try {
                convert.apply(value).ifPresent(usable::add);
            } catch (IllegalArgumentException e) {
                deadLetters.send(received.location(), received.key(), Wire.encode(value), e);
            }
        }
        return usable;
    }

    private Sft.Example chat(List<Turn> turns) {
        ChatTokens chat = template.encode(messages(turns));
        return new Sft.Example(chat.tokens(), chat.trainable());
    }

    private Sft.Example document(String text) {
        int[] body = tokenizer.encodeText(text);
        int bos = config.bosId() >= 0 ? 1 : 0;
        int[] tokens = new int[bos + body.length + 1];
        if (bos == 1) {
            tokens[0] = config.bosId();
        }
        System.arraycopy(body, 0, tokens, bos, body.length);
        tokens[tokens.length - 1] = config.eosId();
        boolean[] trainable = new boolean[tokens.length];
        Arrays.fill(trainable, true);
        return new Sft.Example(tokens, trainable);
    }

    private Dpo.Answer answer(Preference preference, Response response) {
        if (!preference.getPromptTokens().isEmpty() && !response.getTokens().isEmpty()) {
            int[] tokens = IntStream.concat(
                            Arrays.stream(array(preference.getPromptTokens())),
                            Arrays.stream(array(response.getTokens())))
                    .toArray();
            return new Dpo.Answer(tokens, preference.getPromptTokens().size());
        }
        List<ChatMessage> messages = new ArrayList<>();
        for (Turn turn : preference.getTurns()) {
            messages.add(ChatMessage.of(turn.getRole(), turn.getContent()));
        }
        messages.add(ChatMessage.taught(response.getText()));
        ChatTokens chat = template.encode(messages);
        int from = 0;
        while (from < chat.tokens().length && !chat.trainable()[from]) {
            from++;
        }
        return new Dpo.Answer(chat.tokens(), from);
    }

    private boolean isOurs(String recordRun, String stage) {
        return recordRun.equals(run) && stage.equals(request.getStage());
    }

    private static List<ChatMessage> messages(List<Turn> turns) {
        return turns.stream()
                .map(turn -> new ChatMessage(turn.getRole(), turn.getContent(), turn.getTrainable()))
                .toList();
    }

    private static void requireLength(int tokens, int limit) {
        if (tokens > limit) {
            throw new IllegalArgumentException("it takes " + tokens + " tokens, and there is room for " + limit
                    + "; raise max_length, or drop it from the data");
        }
    }

    private static int[] array(List<Integer> tokens) {
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<Integer> list(int[] tokens) {
        return Arrays.stream(tokens).boxed().toList();
    }
}
