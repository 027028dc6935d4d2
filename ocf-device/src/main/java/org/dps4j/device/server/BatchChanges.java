package org.dps4j.device.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.security.access.Requester;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;

/** What one observer of the whole batch is told: only what changed, and what he saw and is gone. Confined to the loop. */
final class BatchChanges implements Observing.Source {

    private final Batch batch;
    private final EntityTags tags;
    private final Requester requester;
    private final Set<String> seen;

    BatchChanges(Batch batch, EntityTags tags, Requester requester) {
        this.batch = batch;
        this.tags = tags;
        this.requester = requester;
        this.seen = new HashSet<>(batch.hrefs(requester));
    }

    @Override
    public CompletableFuture<Optional<ResourceAnswer>> notification(Set<String> changed) {
        List<String> shown = batch.hrefs(requester);
        List<String> news = shown.stream().filter(changed::contains).toList();
        List<String> lost =
                seen.stream().filter(href -> !shown.contains(href)).sorted().toList();
        seen.clear();
        seen.addAll(shown);
        if (news.isEmpty() && lost.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return batch.items(news, requester).thenApply(items -> {
            List<CborValue> all = new ArrayList<>(items);
            lost.forEach(href -> all.add(batch.gone(href)));
            return Optional.of(ResourceAnswer.content(new CborArray(all)).withEntityTag(tags.latestOf(shown)));
        });
    }
}
