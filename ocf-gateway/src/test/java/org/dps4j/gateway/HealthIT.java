package org.dps4j.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.dps4j.testkit.leak.LeakCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What those who watch a gateway are told. */
@Timeout(60)
class HealthIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    @TempDir
    Path directory;

    @Test
    void a_database_that_went_away_makes_it_503_and_is_named() throws Exception {
        GatewayDirectory files = new GatewayDirectory(directory);
        try (Gateway gateway = Gateway.start(files.config(files.yamlWithFile()))) {
            HttpCaller anybody = new HttpCaller(gateway, "");
            assertThat(anybody.get("/health").body()).contains("\"status\":\"ok\"", "\"store\":\"ok\"");

            takeAway(directory.resolve("data/gateway"));

            HttpCaller.Reply reply = anybody.get("/health");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.body())
                    .contains("\"status\":\"failing\"", "\"store\":\"the registrations cannot be read or written\"");
        }
    }

    private static void takeAway(Path database) throws Exception {
        String url = "jdbc:h2:file:" + database + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;WRITE_DELAY=0";
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
        }
    }
}
