package org.dps4j.service.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dps4j.program.StartException;
import org.dps4j.program.http.HttpEndpoint;
import org.dps4j.program.http.HttpLimits;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    private static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);

    @Test
    void a_document_is_served_by_get_and_nothing_else_is() throws Exception {
        HealthReport report = new HealthReport(
                "1.0 \"beta\"", "JDK", Duration.ofSeconds(61), Map.of("records", 3L, "connections", 1L), List.of());
        try (HttpEndpoint endpoint = serving(report)) {
            assertThat(status(endpoint, "GET", "/health")).isEqualTo(200);
            assertThat(status(endpoint, "HEAD", "/health")).isEqualTo(200);
            assertThat(status(endpoint, "POST", "/health")).isEqualTo(405);
            assertThat(send(endpoint, "POST", "/health").headers().allValues("Allow"))
                    .containsExactly("GET, HEAD");
            assertThat(status(endpoint, "GET", "/")).isEqualTo(404);
            assertThat(status(endpoint, "GET", "/health/../etc")).isEqualTo(404);
            assertThat(send(endpoint, "GET", "/health").body())
                    .isEqualTo("{\"status\":\"ok\",\"version\":\"1.0 \\\"beta\\\"\",\"cryptography\":\"JDK\","
                            + "\"uptimeSeconds\":61,\"counts\":{\"connections\":1,\"records\":3}}\n");
        }
    }

    @Test
    void a_part_that_is_down_is_named_with_503() throws Exception {
        HealthReport report = new HealthReport("1.0", "JDK", Duration.ofSeconds(61), Map.of(), List.of("store"));
        try (HttpEndpoint endpoint = serving(report)) {

            HttpResponse<String> answer = send(endpoint, "GET", "/health");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body())
                    .isEqualTo("{\"status\":\"failing\",\"failing\":[\"store\"],\"version\":\"1.0\","
                            + "\"cryptography\":\"JDK\",\"uptimeSeconds\":61,\"counts\":{}}\n");
        }
    }

    private static HttpEndpoint serving(HealthReport report) throws StartException {
        Documents documents = new Documents();
        documents.serve("/health", report::toDocument);
        return HttpEndpoint.start("test-http", ANY, new HttpLimits(8, 4_096, 6, Duration.ofSeconds(10)), documents);
    }

    private static int status(HttpEndpoint endpoint, String method, String path) throws Exception {
        return send(endpoint, method, path).statusCode();
    }

    private static HttpResponse<String> send(HttpEndpoint endpoint, String method, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + endpoint.address().getPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(5))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
