package dev.caravan.policy;

import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.Weights;
import java.util.List;

/** Batched generation with a KV cache and continuous slots. Belongs to one thread. */
@SuppressWarnings("DoNotCallSuggester")
public final class Generator implements AutoCloseable {

    public Generator(Torch torch, ModelConfig config, Weights weights, long version, GeneratorSettings settings) {
        throw new UnsupportedOperationException();
    }

    /** Sequences that {@link #admit} takes now. */
    public int freeSlots() {
        throw new UnsupportedOperationException();
    }

    /** Sequences in flight. */
    public int active() {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes sequences in. Those with the same prompt array contents share one prefill.
     *
     * @throws IllegalArgumentException if there are more than {@link #freeSlots()}, one does not fit
     *     {@link GeneratorSettings#maxTokens()}, has a token outside the vocabulary, or an id in flight; none is taken then
     */
    public void admit(List<Sequence> sequences) {
        throw new UnsupportedOperationException();
    }

    /** Runs {@link GeneratorSettings#stepsPerCall()} decode steps and returns the sequences that finished, which free their slots. */
    public List<Generated> step() {
        throw new UnsupportedOperationException();
    }

    /** Uses other weights from the next step on. Sequences in flight keep their KV cache; their spans record the change. */
    public void swap(Weights weights, long version) {
        throw new UnsupportedOperationException();
    }

    /** Version of the weights in use. */
    public long version() {
        throw new UnsupportedOperationException();
    }

    /** Digest of the weights in use. */
    public String digest() {
        throw new UnsupportedOperationException();
    }

    /** Gives up a sequence in flight; false if there is none of that id. */
    public boolean abort(String id) {
        throw new UnsupportedOperationException();
    }

    /** Gives up all sequences in flight and returns their ids. */
    public List<String> abortAll() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
