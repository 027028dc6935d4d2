package org.dps4j.service.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import org.dps4j.program.store.DatabaseFile;

/** Connections to the database of records. */
final class RecordPool {

    private RecordPool() {}

    /** Connects; fails at once and in one line that names file and remedy. */
    static HikariDataSource connect(DatabaseFile file) throws IOException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(file.url());
        config.setUsername(DatabaseFile.USER);
        config.setPassword(DatabaseFile.PASSWORD);
        config.setPoolName("records");
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(1);
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw file.unusable(e);
        }
    }
}
