package org.dps4j.device.cloud.client;

import java.time.Duration;
import java.util.Optional;
import org.dps4j.device.cloud.scripted.CloudOperation;

/** What a device and its cloud are about when something goes wrong. */
enum CloudMoment {
    SIGN_UP(CloudOperation.SIGN_UP),
    SIGN_IN(CloudOperation.SIGN_IN),
    REFRESH(CloudOperation.REFRESH),
    PUBLISH(CloudOperation.PUBLISH),
    UNPUBLISH(CloudOperation.UNPUBLISH),
    ONLINE;

    private final Optional<CloudOperation> operation;

    CloudMoment() {
        this.operation = Optional.empty();
    }

    CloudMoment(CloudOperation operation) {
        this.operation = Optional.of(operation);
    }

    /** What the cloud is asked for then. */
    Optional<CloudOperation> operation() {
        return operation;
    }

    /** Brings a device to where it will ask next. */
    void prepare(CloudBench bench) {
        switch (this) {
            case SIGN_UP -> {}
            case SIGN_IN -> {
                bench.cloud.lifetime(Optional.empty());
                bench.start();
            }
            case REFRESH, PUBLISH, UNPUBLISH, ONLINE -> bench.start();
        }
    }

    /** How many links the directory has in the end. */
    int links() {
        return switch (this) {
            case PUBLISH -> 3;
            case UNPUBLISH -> 1;
            case SIGN_UP, SIGN_IN, REFRESH, ONLINE -> 2;
        };
    }

    /** Has it ask. */
    void begin(CloudBench bench) {
        switch (this) {
            case SIGN_UP -> bench.start();
            case SIGN_IN, REFRESH -> bench.restart();
            case PUBLISH -> bench.client.publish(CloudBench.links("/oic/d", "/light/1", "/light/2"));
            case UNPUBLISH -> bench.client.publish(CloudBench.links("/oic/d"));
            case ONLINE -> bench.runFor(Duration.ofSeconds(1));
        }
    }
}
