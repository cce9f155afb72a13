package dev.caravan.policy;

import dev.caravan.policy.torch.DeviceWeights;
import dev.caravan.policy.torch.Model;
import dev.caravan.policy.torch.Tile;
import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.Weights;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Batched generation with a KV cache and continuous slots: sequences come and go between steps. Belongs to one thread.
 *
 * <p>On the CPU a sequence's tokens and log-probs are the same bits whatever is generated beside it, in whichever slot and
 * whenever it was admitted: a prompt is computed alone, slots decode in tiles of fixed size where no result depends on a
 * neighbour, and the uniform number behind the i-th token of a sequence is a hash of (seed, i). Work may therefore be
 * leased, repeated or moved to another worker freely.
 */
public final class Generator implements AutoCloseable {

    private final Model model;
    private final GeneratorSettings settings;
    private final List<Slots> tiles = new ArrayList<>();
    private DeviceWeights weights;
    private long version;
    private String digest;

    /** @throws IllegalArgumentException if the weights are not of the configuration's shape, or slots longer than its positions */
    public Generator(Torch torch, ModelConfig config, Weights weights, long version, GeneratorSettings settings) {
        if (settings.maxTokens() > config.maxPositions()) {
            throw new IllegalArgumentException("maxTokens must be at most the model's " + config.maxPositions()
                    + " positions, got " + settings.maxTokens());
        }
        this.settings = settings;
        this.version = version;
        digest = weights.digest();
        model = new Model(torch.session(), config);
        this.weights = new DeviceWeights(model, weights);
        for (int i = 0; i < settings.slots() / settings.tile(); i++) {
            tiles.add(new Slots(new Tile(model, settings.tile(), settings.maxTokens()), settings.tile()));
        }
    }

    /** Sequences that {@link #admit} takes now. */
    public int freeSlots() {
        return settings.slots() - active();
    }

    /** Sequences in flight. */
    public int active() {
        return tiles.stream().mapToInt(Slots::active).sum();
    }

    /**
     * Takes sequences in. Those with the same prompt share one prefill.
     *
     * @throws IllegalArgumentException if there are more than {@link #freeSlots()}, one does not fit
     *     {@link GeneratorSettings#maxTokens()}, has a token outside the vocabulary, or an id in flight; none is taken then
     */
    public void admit(List<Sequence> sequences) {
        check(sequences);
        Map<IntBuffer, List<Sequence>> groups = new LinkedHashMap<>();
        for (Sequence sequence : sequences) {
            groups.computeIfAbsent(IntBuffer.wrap(sequence.prompt()), prompt -> new ArrayList<>())
                    .add(sequence);
        }
        groups.values().forEach(this::admitGroup);
    }

    private void admitGroup(List<Sequence> group) {
        List<Tile> taken = new ArrayList<>();
        List<int[]> takenSlots = new ArrayList<>();
        int next = 0;
        for (Slots slots : tiles) {
            List<Integer> filled = new ArrayList<>();
            for (int slot = slots.firstFree(); slot >= 0 && next < group.size(); slot = slots.firstFree()) {
                slots.occupy(slot, new InFlight(group.get(next++)));
                filled.add(slot);
            }
            if (!filled.isEmpty()) {
                taken.add(slots.tile());
                takenSlots.add(filled.stream().mapToInt(Integer::intValue).toArray());
            }
        }
        int[] prompt = group.get(0).prompt();
        if (prompt.length > 1) {
            // The last prompt token is the first one decoded, so that every sampled token comes from a decode step.
            Tile.prefill(model, weights, Arrays.copyOf(prompt, prompt.length - 1), taken, takenSlots);
        }
    }

    private void check(List<Sequence> sequences) {
        if (sequences.size() > freeSlots()) {
            throw new IllegalArgumentException(
                    sequences.size() + " sequences do not fit " + freeSlots() + " free slots; admit fewer");
        }
        Set<String> ids = new HashSet<>();
        tiles.forEach(slots -> slots.occupants().forEach(inFlight -> ids.add(inFlight.id())));
        for (Sequence sequence : sequences) {
            String what = "sequence " + sequence.id();
            if (!ids.add(sequence.id())) {
                throw new IllegalArgumentException(what + " is in flight already");
            }
            if ((long) sequence.prompt().length + sequence.maxNewTokens() > settings.maxTokens()) {
                throw new IllegalArgumentException(what + ": prompt of " + sequence.prompt().length + " tokens and "
                        + sequence.maxNewTokens() + " new ones exceed the slots' " + settings.maxTokens());
            }
            model.check(what, sequence.prompt());
        }
    }

    /**
     * Runs {@link GeneratorSettings#stepsPerCall()} decode steps and returns the sequences that finished, which free their
     * slots. Does nothing if no sequence is in flight.
     */
    public List<Generated> step() {
        compact();
        List<Generated> finished = new ArrayList<>();
        for (Slots slots : tiles) {
            if (slots.active() > 0) {
                finished.addAll(slots.step(weights, version, digest, settings.stepsPerCall()));
            }
        }
        return finished;
    }

    /** Empties tiles that the others have room for: a tile costs the same whether one slot or all are in use. */
    private void compact() {
        while (true) {
            Slots fewest = null;
            int used = 0;
            for (Slots slots : tiles) {
                if (slots.active() > 0) {
                    used++;
                    fewest = fewest == null || slots.active() < fewest.active() ? slots : fewest;
                }
            }
            if (fewest == null || active() > (used - 1) * settings.tile()) {
                return;
            }
            for (Slots slots : tiles) {
                if (slots != fewest && slots.active() > 0) {
                    fewest.moveTo(slots);
                }
            }
        }
    }

    /**
     * Uses other weights from the next step on. Sequences in flight keep their KV cache; their spans record the change.
     *
     * @throws IllegalArgumentException if the weights are not of the model's shape; the old ones stay in use then
     */
    public void swap(Weights next, long nextVersion) {
        DeviceWeights loaded = new DeviceWeights(model, next);
        weights.close();
        weights = loaded;
        version = nextVersion;
        digest = next.digest();
    }

    /** Version of the weights in use. */
    public long version() {
        return version;
    }

    /** Digest of the weights in use. */
    public String digest() {
        return digest;
    }

    /**
     * Tokens generated so far of a sequence in flight, for those who show them as they come.
     *
     * @throws IllegalArgumentException if there is none of that id
     */
    public int[] generated(String id) {
        return tiles.stream()
                .flatMap(slots -> slots.occupants().stream())
                .filter(inFlight -> inFlight.id().equals(id))
                .findFirst()
                .map(InFlight::soFar)
                .orElseThrow(() -> new IllegalArgumentException("no sequence " + id + " is in flight"));
    }

    /** Gives up a sequence in flight; false if there is none of that id. */
    public boolean abort(String id) {
        return tiles.stream().anyMatch(slots -> slots.remove(id));
    }

    /** Gives up all sequences in flight and returns their ids. */
    public List<String> abortAll() {
        List<String> ids = tiles.stream()
                .flatMap(slots -> slots.occupants().stream())
                .map(InFlight::id)
                .toList();
        ids.forEach(this::abort);
        return ids;
    }

    @Override
    public void close() {
        tiles.forEach(slots -> slots.tile().close());
        weights.close();
        model.close();
    }
}
