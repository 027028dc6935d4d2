package org.dps4j.demo;

import java.nio.file.Path;
import java.util.List;

/**
 * The programs that the demo starts.
 *
 * @param tree the source tree in which they were built
 */
record Programs(Path tree) {

    Path service() {
        return tree.resolve("dps-service/target/dist/bin/dps-service");
    }

    Path gateway() {
        return tree.resolve("ocf-gateway/target/dist/bin/ocf-gateway");
    }

    /** The words that start a device. */
    List<String> device(String name, String endpoint) {
        return List.of(device().toString(), "--retry-configuration=1,2,4,8", name, endpoint);
    }

    Path device() {
        return tree.resolve("dps-example-server/target/dist/bin/dps_cloud_server");
    }
}
