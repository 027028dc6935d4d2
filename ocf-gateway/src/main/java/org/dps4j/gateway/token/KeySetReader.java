package org.dps4j.gateway.token;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Reads a key set from a file, or gets it over HTTP within seconds; bounded in size. */
final class KeySetReader implements ResourceRetriever {

    private static final int LIMIT = 256 * 1024;
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 3_000;

    private final DefaultResourceRetriever http = new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, LIMIT);

    KeySetReader() {
        // a key set is read once in a while; a connection kept for the next time would outlive the gateway
        http.setHeaders(Map.of("Connection", List.of("close")));
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        if (!url.getProtocol().equals("file")) {
            return http.retrieveResource(url);
        }
        try (InputStream file = url.openStream()) {
            byte[] content = file.readNBytes(LIMIT + 1);
            if (content.length > LIMIT) {
                throw new IOException(url + " is larger than " + LIMIT + " bytes, no key set is");
            }
            return new Resource(new String(content, StandardCharsets.UTF_8), "application/json");
        }
    }
}
