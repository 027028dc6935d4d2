package org.dps4j.device.resource.collection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.resource.ResourceDirectory;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;

/**
 * Requests to many members at once, through {@code oic.if.b} (OCF Core 7.6.3.4). Each goes its own way through the
 * device, access rules included; where one of them does not succeed, or there is none, the whole is answered 4.00 with
 * what did succeed. A path that is no member's is refused before anything is done.
 */
record CollectionBatch(CollectionLinks links, ResourceDirectory directory) {

    private static final ResourceAnswer NO_MEMBER = ResourceAnswer.of(AnswerCode.BAD_REQUEST, new CborArray(List.of()));

    CompletionStage<ResourceAnswer> answer(ResourceRequest request) throws PayloadException {
        Map<String, ResourceRequest> parts = new LinkedHashMap<>();
        if (request.method() == ResourceMethod.GET || request.method() == ResourceMethod.DELETE) {
            for (ResourceDescription member : links.members()) {
                parts.put(member.href(), part(request, member.href(), Optional.empty()));
            }
        } else {
            List<String> known =
                    links.members().stream().map(ResourceDescription::href).toList();
            for (MapReader item : request.items()) {
                String href = item.text("href");
                if (!known.contains(href)) {
                    return CompletableFuture.completedFuture(NO_MEMBER);
                }
                parts.put(href, part(request, href, Optional.of(item.value("rep"))));
            }
        }
        return all(request.method(), parts);
    }

    private CompletionStage<ResourceAnswer> all(ResourceMethod method, Map<String, ResourceRequest> parts) {
        List<CompletableFuture<Optional<CborValue>>> answers = new ArrayList<>();
        parts.forEach((href, part) -> answers.add(item(href, part)));
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    List<CborValue> items = answers.stream()
                            .flatMap(answer -> answer.join().stream())
                            .toList();
                    boolean complete = !parts.isEmpty() && items.size() == parts.size();
                    return ResourceAnswer.of(complete ? success(method) : AnswerCode.BAD_REQUEST, new CborArray(items));
                });
    }

    private CompletableFuture<Optional<CborValue>> item(String href, ResourceRequest part) {
        return directory
                .answer(part)
                .thenApply(answer -> answer.code().isSuccess()
                        ? Optional.<CborValue>of(item(href, answer))
                        : Optional.<CborValue>empty())
                .toCompletableFuture();
    }

    private static CborMap item(String href, ResourceAnswer answer) {
        return new MapWriter()
                .text("href", href)
                .value("rep", answer.body().orElseGet(() -> new MapWriter().toMap()))
                .toMap();
    }

    private static ResourceRequest part(ResourceRequest whole, String href, Optional<CborValue> body) {
        return new ResourceRequest(whole.method(), href, List.of(), body, List.of(), whole.requester());
    }

    private static AnswerCode success(ResourceMethod method) {
        return switch (method) {
            case GET -> AnswerCode.CONTENT;
            case POST, PUT -> AnswerCode.CHANGED;
            case DELETE -> AnswerCode.DELETED;
        };
    }
}
