package nl.tec.programme.internal;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.programme.ProgrammeEvent.Details;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Slugs;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes events of several parts, in the caller's transaction. */
@Component
public class ProgrammeEventStore {

    private final JdbcClient jdbc;
    private final Clock clock;

    ProgrammeEventStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Inserts an event under this slug, or the first free of {@code slug-2}, {@code slug-3}, ... */
    public long insert(String slug, Details details) {
        long id = Slugs.firstFree(slug, free -> insertUnlessTaken(free, details));
        putTracks(id, details.tracks());
        return id;
    }

    private Optional<Long> insertUnlessTaken(String slug, Details details) {
        return jdbc.sql("""
                insert into programme_event (slug, title_nl, title_en, promise_nl, promise_en, intro_nl, intro_en, first_day, last_day,
                                             changed_at)
                values (:slug, :title_nl, :title_en, :promise_nl, :promise_en, :intro_nl, :intro_en, :first, :last, :now)
                on conflict (slug) do nothing returning id
                """)
                .params(values(details))
                .param("slug", slug)
                .query(Long.class)
                .optional();
    }

    /** @return false on an optimistic-locking conflict */
    public boolean update(long id, int version, Details details) {
        int changed = jdbc.sql("""
                update programme_event set title_nl = :title_nl, title_en = :title_en, promise_nl = :promise_nl, promise_en = :promise_en,
                       intro_nl = :intro_nl, intro_en = :intro_en, first_day = :first, last_day = :last, changed_at = :now,
                       version = version + 1
                 where id = :id and version = :version
                """)
                .params(values(details))
                .param("id", id)
                .param("version", version)
                .update();
        if (changed == 1) {
            putTracks(id, details.tracks());
            jdbc.sql("""
                    delete from programme_event_part p using session s
                     where p.event_id = :id and s.id = p.session_id and not (s.starts_at >= :from and s.starts_at < :until)
                    """)
                    .param("id", id)
                    .param("from", Rows.startOf(details.first()))
                    .param("until", Rows.startOf(details.last().plusDays(1)))
                    .update();
        }
        return changed == 1;
    }

    private void putTracks(long id, List<Bilingual> tracks) {
        jdbc.sql("update programme_event_part set track = null where event_id = ? and track > ?")
                .params(id, tracks.size())
                .update();
        jdbc.sql("delete from programme_event_track where event_id = ? and number > ?")
                .params(id, tracks.size())
                .update();
        jdbc.sql("""
                insert into programme_event_track (event_id, number, title_nl, title_en)
                select ?, t.number, t.nl, t.en from unnest(?::text[], ?::text[]) with ordinality as t (nl, en, number)
                on conflict (event_id, number) do update set title_nl = excluded.title_nl, title_en = excluded.title_en
                """)
                .param(id)
                .param(Rows.array(tracks.stream().map(Bilingual::dutch).toList()))
                .param(Rows.array(tracks.stream().map(Bilingual::english).toList()))
                .update();
    }

    /** Replaces the parts. @return false on an optimistic-locking conflict */
    public boolean putParts(long id, int version, Map<Long, Integer> tracks) {
        int changed = jdbc.sql(
                        "update programme_event set version = version + 1, changed_at = ? where id = ? and version = ?")
                .params(Rows.now(clock), id, version)
                .update();
        if (changed == 1) {
            jdbc.sql("delete from programme_event_part where event_id = ?")
                    .param(id)
                    .update();
            jdbc.sql("""
                    insert into programme_event_part (session_id, event_id, track)
                    select session, ?, nullif(track, 0) from unnest(?::bigint[], ?::int[]) as t (session, track)
                    """)
                    .param(id)
                    .param(Rows.array(tracks.keySet()))
                    .param(Rows.array(tracks.values()))
                    .update();
        }
        return changed == 1;
    }

    public void show(long id, boolean published) {
        jdbc.sql("update programme_event set published = ?, version = version + 1, changed_at = ? where id = ?")
                .params(published, Rows.now(clock), id)
                .update();
    }

    private Map<String, @Nullable Object> values(Details details) {
        Map<String, @Nullable Object> values = new HashMap<>();
        Rows.put(values, "title", details.title());
        Rows.put(values, "promise", details.promise());
        Rows.put(values, "intro", details.intro());
        values.put("first", details.first());
        values.put("last", details.last());
        values.put("now", Rows.now(clock));
        return values;
    }
}
