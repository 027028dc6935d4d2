package org.dps4j.device.server;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.resource.ResourceInterface;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.protocol.Bytes;

/** The way of one request through the device. Confined to the loop; its futures never fail. */
final class Answering {

    private final Registry registry;
    private final Gate gate;
    private final EntityTags tags;
    private final Handling handling;
    private final Consumer<String> changed;

    Answering(Registry registry, Gate gate, EntityTags tags, Handling handling, Consumer<String> changed) {
        this.registry = registry;
        this.gate = gate;
        this.tags = tags;
        this.handling = handling;
        this.changed = changed;
    }

    CompletableFuture<ResourceAnswer> answer(ResourceRequest request) {
        Optional<Resource> found = registry.find(request.path());
        if (found.isEmpty()) {
            return CompletableFuture.completedFuture(ResourceAnswer.of(AnswerCode.NOT_FOUND));
        }
        ResourceDescription resource = found.get().description();
        Optional<ResourceAnswer> refusal = gate.refusal(request, resource);
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(refusal.get());
        }
        ResourceInterface chosen = Gate.chosen(request, resource);
        return handling.ask(found.get(), request.through(chosen))
                .thenApply(answer -> request.method() == ResourceMethod.GET
                        ? shown(answer, request, chosen, resource)
                        : done(answer, resource));
    }

    private ResourceAnswer done(ResourceAnswer answer, ResourceDescription resource) {
        if (answer.code().isSuccess()) {
            changed.accept(resource.href());
        }
        return answer;
    }

    private ResourceAnswer shown(
            ResourceAnswer answer, ResourceRequest request, ResourceInterface chosen, ResourceDescription resource) {
        if (answer.code() != AnswerCode.CONTENT || answer.body().isEmpty() || chosen == ResourceInterface.BATCH) {
            return answer;
        }
        Optional<Bytes> tag = resource.isObservable() ? tags.ofRepresentation(resource.href()) : Optional.empty();
        if (tag.filter(request.entityTags()::contains).isPresent()) {
            return ResourceAnswer.of(AnswerCode.VALID).withEntityTag(tag.get());
        }
        ResourceAnswer whole = chosen == ResourceInterface.BASELINE
                ? answer.withBody(Baseline.around(answer.body().get(), resource))
                : answer;
        return tag.map(whole::withEntityTag).orElse(whole);
    }
}
