package nl.tec.partners.internal;

import java.time.Clock;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.partners.Logos.Logo;
import nl.tec.shared.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class LogoStore {

    private final JdbcClient jdbc;
    private final Clock clock;

    LogoStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Optional<Logo> find(long organisationId) {
        return jdbc.sql("select png, changed_at from partner_logo where organisation_id = ?")
                .param(organisationId)
                .query(Rows.of(Logo.class))
                .optional();
    }

    public void put(long organisationId, byte[] png) {
        int stored = jdbc.sql("""
                insert into partner_logo (organisation_id, png, changed_at)
                select organisation_id, :png, :now from partner where organisation_id = :id
                on conflict (organisation_id) do update set png = excluded.png, changed_at = excluded.changed_at
                """)
                .param("png", png)
                .param("now", Rows.now(clock))
                .param("id", organisationId)
                .update();
        if (stored == 0) {
            throw new NotFound("partner " + organisationId);
        }
    }

    public void remove(long organisationId) {
        jdbc.sql("delete from partner_logo where organisation_id = ?")
                .param(organisationId)
                .update();
    }
}
