package dev.caravan.rollout;

import dev.caravan.policy.Generated;
import dev.caravan.policy.text.Tokenizer;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.RolloutRequest;
import dev.caravan.schemas.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns what was generated for a request into the record that the next reader needs. */
final class Completions {

    private final String worker;

    Completions(String worker) {
        this.worker = worker;
    }

    /** Id of completion {@code index} of a group, the same whoever makes it. */
    static String id(RolloutRequest request, int index) {
        return request.getGroupId() + "#" + index;
    }

    Completion finished(Job job, int index, Generated generated, Tokenizer tokenizer) {
        List<Integer> tokens = Arrays.stream(generated.tokens()).boxed().toList();
        List<Float> logProbs = new ArrayList<>(tokens.size());
        for (float logProb : generated.logProbs()) {
            logProbs.add(logProb);
        }
        return base(job, index)
                .setTokens(tokens)
                .setLogprobs(logProbs)
                .setText(tokenizer.decode(generated.tokens()))
                .setSpans(generated.spans().stream()
                        .map(span -> new Span(span.fromToken(), span.toToken(), span.version(), span.digest()))
                        .toList())
                .setFinishReason(
                        switch (generated.finishReason()) {
                            case STOP -> FinishReason.STOP;
                            case LENGTH -> FinishReason.LENGTH;
                        })
                .build();
    }

    /** A completion without tokens for a request that no worker can generate for, so that its group ends all the same. */
    Completion aborted(Job job, int index) {
        return base(job, index)
                .setTokens(List.of())
                .setLogprobs(List.of())
                .setText("")
                .setSpans(List.of())
                .setFinishReason(FinishReason.ABORTED)
                .build();
    }

    private Completion.Builder base(Job job, int index) {
        RolloutRequest request = job.request();
        return Completion.newBuilder()
                .setId(id(request, index))
                .setGroupId(request.getGroupId())
                .setIndex(index)
                .setN(request.getN())
                .setRun(request.getRun())
                .setStage(request.getStage())
                .setStep(request.getStep())
                .setPurpose(request.getPurpose())
                .setPromptId(request.getPromptId())
                .setSkill(request.getSkill())
                .setPromptTokens(request.getPromptTokens())
                .setPromptText(request.getPromptText())
                .setSeed(job.seed(index))
                .setTemperature(request.getSampling().getTemperature())
                .setWorker(worker)
                .setVerifiers(request.getVerifiers())
                .setAggregation(request.getAggregation())
                .setRequestedAt(request.getRequestedAt())
                .setStartedAt(job.started())
                .setFinishedAt(Instant.now())
                .setDeadline(request.getDeadline());
    }
}
