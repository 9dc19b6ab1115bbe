package nl.tec.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import org.springframework.jdbc.core.JdbcTemplate;

/** A snapshot of the shared state before a test that sets up a new hub, to restore afterwards. */
final class HubBefore {

    private static final List<Setting> CHANGED = List.of(
            Setting.CITY,
            Setting.MUNICIPALITIES,
            Setting.HOLIDAY_REGION,
            Setting.FIRST_SCHOOL_YEAR,
            Setting.CONTACT_EMAIL);

    private final HubSettings hub;
    private final JdbcTemplate jdbc;
    private final Map<Setting, String> settings = new LinkedHashMap<>();
    private final List<Map<String, Object>> targets;
    private final List<Map<String, Object>> sources;

    HubBefore(HubSettings hub, JdbcTemplate jdbc) {
        this.hub = hub;
        this.jdbc = jdbc;
        CHANGED.forEach(setting -> settings.put(setting, hub.get(setting)));
        this.targets = jdbc.queryForList("select * from kpi_target");
        this.sources = jdbc.queryForList("select code, source_nl, source_en from kpi");
    }

    void restore() {
        settings.forEach(hub::set);
        hub.set(Setting.NAME, "TEC Test");
        jdbc.update("delete from kpi_target");
        targets.forEach(row -> jdbc.update(
                "insert into kpi_target (kpi_code, year, target) values (?, ?, ?)",
                row.get("kpi_code"),
                row.get("year"),
                row.get("target")));
        sources.forEach(row -> jdbc.update(
                "update kpi set source_nl = ?, source_en = ? where code = ?",
                row.get("source_nl"),
                row.get("source_en"),
                row.get("code")));
    }
}
