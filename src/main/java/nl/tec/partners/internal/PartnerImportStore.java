package nl.tec.partners.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores files between preview and import: the latest one of each account, for a day. */
@Component
public class PartnerImportStore {

    private static final Duration KEPT = Duration.ofDays(1);
    private static final int MAX_NAME_LENGTH = 200;

    private final JdbcClient jdbc;
    private final Clock clock;

    PartnerImportStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Stores a file, replacing the previous one of this account. @return its id */
    public UUID keep(String fileName, byte[] content, Actor by) {
        UUID id = UUID.randomUUID();
        jdbc.sql("delete from partner_import where created_at < ? or account_id = ?")
                .param(Rows.timestamp(clock.instant().minus(KEPT)))
                .param(by.accountId())
                .update();
        jdbc.sql("insert into partner_import (id, account_id, created_at, file_name, content) values (?, ?, ?, ?, ?)")
                .param(id)
                .param(by.accountId())
                .param(Rows.now(clock))
                .param(fileName.substring(Math.max(0, fileName.length() - MAX_NAME_LENGTH)))
                .param(content)
                .update();
        return id;
    }

    /** Returns and deletes the file of this account; empty if there is none. */
    public Optional<byte[]> take(UUID id, Actor by) {
        return jdbc.sql("delete from partner_import where id = ? and account_id = ? returning content")
                .param(id)
                .param(by.accountId())
                .query((row, n) -> row.getBytes("content"))
                .optional();
    }
}
