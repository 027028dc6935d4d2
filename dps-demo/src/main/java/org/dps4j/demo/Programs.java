package org.dps4j.demo;

import java.nio.file.Path;

/**
 * The programs that the demo starts.
 *
 * @param tree the source tree in which they were built
 */
record Programs(Path tree) {

    Path service() {
        return tree.resolve("dps-service/target/dist/bin/dps-service");
    }

    Path device() {
        return tree.resolve("dps-example-server/target/dist/bin/dps_cloud_server");
    }
}
