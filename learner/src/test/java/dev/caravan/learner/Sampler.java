package dev.caravan.learner;

import dev.caravan.policy.Generated;
import dev.caravan.policy.Generator;
import dev.caravan.policy.GeneratorSettings;
import dev.caravan.policy.Seeds;
import dev.caravan.policy.Sequence;
import dev.caravan.policy.Torch;
import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.policy.weights.Weights;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.Group;
import dev.caravan.schemas.GroupOutcome;
import dev.caravan.schemas.RolloutRequest;
import dev.caravan.schemas.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Worker, verifier and grouping in one: a request becomes a group. A completion is right if its tokens have an even sum. */
final class Sampler implements AutoCloseable {

    private final Generator generator;

    Sampler(Torch torch, ModelFolder model, long version, int slots) {
        generator = new Generator(
                torch,
                model.config(),
                model.weights(),
                version,
                GeneratorSettings.of(slots, model.config().maxPositions()));
    }

    void swap(Weights weights, long version) {
        generator.swap(weights, version);
    }

    /** The groups of the requests, which are generated together. */
    List<Group> groups(List<RolloutRequest> requests) {
        Map<String, List<Completion>> completions = new HashMap<>();
        List<Sequence> waiting = new ArrayList<>();
        Map<String, RolloutRequest> byId = new HashMap<>();
        for (RolloutRequest request : requests) {
            byId.put(request.getGroupId(), request);
            for (int i = 0; i < request.getN(); i++) {
                waiting.add(new Sequence(
                        request.getGroupId() + "#" + i,
                        request.getPromptTokens().stream()
                                .mapToInt(Integer::intValue)
                                .toArray(),
                        request.getSampling().getMaxTokens(),
                        request.getSampling().getTemperature(),
                        request.getSampling().getTopP(),
                        Seeds.mix(request.getSampling().getSeed(), i),
                        Set.of(TinyModel.EOS)));
            }
        }
        while (!waiting.isEmpty() || generator.active() > 0) {
            List<Sequence> admitted = waiting.subList(0, Math.min(waiting.size(), generator.freeSlots()));
            generator.admit(List.copyOf(admitted));
            admitted.clear();
            for (Generated generated : generator.step()) {
                String groupId = generated.id().substring(0, generated.id().indexOf('#'));
                completions
                        .computeIfAbsent(groupId, key -> new ArrayList<>())
                        .add(completion(byId.get(groupId), generated));
            }
        }
        return requests.stream()
                .map(request -> group(request, completions.get(request.getGroupId())))
                .toList();
    }

    @Override
    public void close() {
        generator.close();
    }

    private static Completion completion(RolloutRequest request, Generated generated) {
        int index = Integer.parseInt(generated.id().substring(generated.id().indexOf('#') + 1));
        List<Float> logProbs = new ArrayList<>();
        for (float logProb : generated.logProbs()) {
            logProbs.add(logProb);
        }
        return Completion.newBuilder(Records.completion(request, index, 0, FinishReason.STOP, 0, ""))
                .setTokens(Arrays.stream(generated.tokens()).boxed().toList())
                .setLogprobs(logProbs)
                .setSpans(new ArrayList<>(generated.spans().stream()
                        .map(span -> new Span(span.fromToken(), span.toToken(), span.version(), span.digest()))
                        .toList()))
                .setFinishReason(FinishReason.valueOf(generated.finishReason().name()))
                .build();
    }

    private static Group group(RolloutRequest request, List<Completion> completions) {
        completions.sort(Comparator.comparingInt(Completion::getIndex));
        List<Double> rewards = completions.stream()
                .map(completion -> completion.getTokens().stream()
                                                .mapToInt(Integer::intValue)
                                                .sum()
                                        % 2
                                == 0
                        ? 1.0
                        : 0.0)
                .toList();
        Group group = Records.group(request, completions, rewards);
        return rewards.stream().distinct().count() > 1
                ? group
                : Group.newBuilder(group)
                        .setOutcome(GroupOutcome.DROPPED)
                        .setReason("all rewards are equal")
                        .setScored(List.of())
                        .build();
    }
}
