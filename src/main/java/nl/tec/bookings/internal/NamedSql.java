package nl.tec.bookings.internal;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * A statement with named parameters that is parsed once, for a hot path: the driver always gets the same string instance. Otherwise
 * kilobytes of SQL would be built and compared for each booking.
 */
final class NamedSql {

    private final ParsedSql parsed;
    private final String sql;

    NamedSql(String sql) {
        this.parsed = NamedParameterUtils.parseSqlStatement(sql);
        this.sql = NamedParameterUtils.substituteNamedParameters(parsed, null);
    }

    StatementSpec with(JdbcClient jdbc, Map<String, ? extends @Nullable Object> values) {
        Object[] inOrder = NamedParameterUtils.buildValueArray(parsed, new MapSqlParameterSource(values), null);
        return jdbc.sql(sql).params(Arrays.asList(inOrder));
    }
}
