package org.dps4j.device.cloud.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dps4j.device.cloud.CloudActivity;

/**
 * What the cloud's directory has of the device, what it should have, and what is being done about the difference.
 *
 * @param wanted the links that it should have
 * @param published those that it has, by their path
 * @param activity what is being done
 * @param asked what is being published
 * @param withdrawn the instances that are being unpublished
 * @param doubted what the directory may have: it was to be published without an answer, or was there before a new beginning
 * @param attempt how many requests failed since the last one that succeeded
 */
public record Directory(
        List<Link> wanted,
        Map<String, Entry> published,
        Activity activity,
        List<Link> asked,
        List<Long> withdrawn,
        List<Link> doubted,
        int attempt) {

    /** An empty directory. */
    public static final Directory EMPTY =
            new Directory(List.of(), Map.of(), Activity.IDLE, List.of(), List.of(), List.of(), 0);

    static final int MOST_LINKS_OF_ONE_REQUEST = 64;
    static final int MOST_INSTANCES_OF_ONE_REQUEST = 10;

    /** A link and the instance that it has in the directory. */
    public record Entry(Link link, long instance) {
        public Entry {
            Objects.requireNonNull(link, "link");
        }
    }

    /** What is being done. */
    public enum Activity {
        /** Nothing. */
        IDLE,
        /** Links are being published. */
        PUBLISHING,
        /** Instances are being unpublished. */
        UNPUBLISHING,
        /** A request failed; the next one waits. */
        PAUSING;

        CloudActivity ofCloud() {
            return switch (this) {
                case PUBLISHING -> CloudActivity.PUBLISH;
                case UNPUBLISHING -> CloudActivity.UNPUBLISH;
                case IDLE, PAUSING -> CloudActivity.STAY;
            };
        }
    }

    public Directory {
        wanted = List.copyOf(wanted);
        published = Collections.unmodifiableMap(new LinkedHashMap<>(published));
        Objects.requireNonNull(activity, "activity");
        asked = List.copyOf(asked);
        withdrawn = List.copyOf(withdrawn);
        doubted = List.copyOf(doubted);
    }

    boolean isAsking() {
        return activity == Activity.PUBLISHING || activity == Activity.UNPUBLISHING;
    }

    /** The instances to unpublish next; none if there are none. */
    List<Long> surplus() {
        Set<String> paths = wanted.stream().map(Link::href).collect(Collectors.toSet());
        return published.values().stream()
                .filter(entry -> !paths.contains(entry.link().href()))
                .map(Entry::instance)
                .limit(MOST_INSTANCES_OF_ONE_REQUEST)
                .toList();
    }

    /**
     * The links to publish next; none if there are none. Who is in doubt whether the directory has a link that it should
     * not have publishes it, for only so the instance becomes known that is to be unpublished.
     */
    List<Link> missing() {
        return Stream.concat(wanted.stream(), doubted.stream().filter(link -> !isAmong(wanted, link)))
                .filter(link -> !Optional.ofNullable(published.get(link.href()))
                        .map(Entry::link)
                        .equals(Optional.of(link)))
                .limit(MOST_LINKS_OF_ONE_REQUEST)
                .toList();
    }

    Directory wanting(List<Link> links) {
        return new Directory(links, published, activity, asked, withdrawn, doubted, attempt);
    }

    Directory publishing(List<Link> links) {
        return new Directory(wanted, published, Activity.PUBLISHING, links, List.of(), doubted, attempt);
    }

    Directory unpublishing(List<Long> instances) {
        return new Directory(wanted, published, Activity.UNPUBLISHING, List.of(), instances, doubted, attempt);
    }

    /** What was asked for stands in the directory now, as far as {@code instances} says so. */
    Directory published(Map<String, Long> instances) {
        Map<String, Entry> more = new LinkedHashMap<>(published);
        asked.forEach(link -> Optional.ofNullable(instances.get(link.href()))
                .ifPresent(instance -> more.put(link.href(), new Entry(link, instance))));
        return new Directory(wanted, more, Activity.IDLE, List.of(), List.of(), withoutAsked(), attempt);
    }

    /** The cloud answered that it does not take what it was asked to, which says nothing of what it had before. */
    Directory refused() {
        return new Directory(wanted, published, activity, List.of(), withdrawn, doubted, attempt);
    }

    private List<Link> withoutAsked() {
        return doubted.stream().filter(link -> !isAmong(asked, link)).toList();
    }

    private static boolean isAmong(List<Link> links, Link link) {
        return links.stream().anyMatch(other -> other.href().equals(link.href()));
    }

    Directory unpublished() {
        Map<String, Entry> fewer = new LinkedHashMap<>(published);
        fewer.values().removeIf(entry -> withdrawn.contains(entry.instance()));
        return new Directory(wanted, fewer, Activity.IDLE, List.of(), List.of(), doubted, attempt);
    }

    /**
     * Whether the directory still has what it had is not known, and a cloud keeps links over a second sign-up: what is
     * wanted is published again, and what is not is taken back, also where it ceases to be wanted before that.
     */
    Directory outdated() {
        Map<String, Entry> others = new LinkedHashMap<>(published);
        List<Link> doubts = new ArrayList<>(doubted);
        for (Link link : wanted) {
            Optional.ofNullable(others.remove(link.href()))
                    .map(Entry::link)
                    .filter(had -> !isAmong(doubts, had))
                    .ifPresent(doubts::add);
        }
        return new Directory(wanted, others, activity, asked, withdrawn, doubts, attempt);
    }

    /** For a new beginning, with which nothing is asked yet. */
    Directory restarted() {
        return outdated().in(Activity.IDLE).withAttempt(0);
    }

    /** What was asked for without an answer is in doubt from then on. */
    Directory in(Activity other) {
        List<Link> doubts = new ArrayList<>(withoutAsked());
        doubts.addAll(asked);
        return new Directory(wanted, published, other, List.of(), List.of(), doubts, attempt);
    }

    Directory withAttempt(int other) {
        return new Directory(wanted, published, activity, asked, withdrawn, doubted, other);
    }
}
