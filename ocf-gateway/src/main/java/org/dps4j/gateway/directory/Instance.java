package org.dps4j.gateway.directory;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The number of a link in the directory: the CRC-32 of its path as the device sent it (ocf-cloud 5.1). */
final class Instance {

    private Instance() {}

    static long of(String href) {
        CRC32 crc = new CRC32();
        crc.update(href.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
