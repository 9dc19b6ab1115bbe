package nl.tec.programme.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes validated activities. */
@Component
public class ActivityStore {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Texts texts;

    ActivityStore(JdbcClient jdbc, Clock clock, Texts texts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.texts = texts;
    }

    /** Inserts an activity under this slug, or the first free of {@code slug-2}, {@code slug-3}, ... */
    public long insert(String slug, Activity.State state, ActivityDetails details) {
        Map<String, @Nullable Object> values = values(details);
        values.put("state", state.name());
        long id = Rows.insertUnderFreeSlug(jdbc, "insert into activity", slug, values);
        writeLists(id, details);
        return id;
    }

    public void update(long id, ActivityDetails details) {
        Map<String, @Nullable Object> values = values(details);
        String assigned = Rows.assigned(values.keySet());
        values.put("id", id);
        jdbc.sql("update activity set " + assigned + ", version = version + 1 where id = :id")
                .params(values)
                .update();
        jdbc.sql("delete from activity_goal where activity_id = ?").param(id).update();
        jdbc.sql("delete from activity_equipment where activity_id = ?")
                .param(id)
                .update();
        writeLists(id, details);
    }

    public void lock(long id) {
        jdbc.sql("select id from activity where id = ? for update")
                .param(id)
                .query(Long.class)
                .optional();
    }

    public void become(long id, Activity.State state) {
        jdbc.sql("update activity set state = ?, version = version + 1, changed_at = ? where id = ?")
                .params(state.name(), Rows.now(clock), id)
                .update();
    }

    /** Returns the upcoming sessions of an activity. */
    public List<Long> toCome(long id, boolean withDrafts) {
        return jdbc.sql("select id from session where activity_id = ? and state = any (?::text[]) and ends_at > ?")
                .params(id, withDrafts ? "{DRAFT,PUBLISHED}" : "{PUBLISHED}", Rows.now(clock))
                .query(Long.class)
                .list();
    }

    /** Returns the upcoming sessions of an activity that end after a moment, including drafts. */
    public List<Long> endingAfter(long id, Instant moment) {
        return jdbc.sql(
                        "select id from session where activity_id = ? and state <> 'CANCELLED' and ends_at > ? order by starts_at, id")
                .params(id, Rows.timestamp(moment))
                .query(Long.class)
                .list();
    }

    /** Returns the ids of the drafts that begin after this moment, the first first. */
    public List<Long> draftsAfter(long id, Instant moment) {
        return jdbc.sql(
                        "select id from session where activity_id = ? and state = 'DRAFT' and starts_at > ? order by starts_at, id")
                .params(id, Rows.timestamp(moment))
                .query(Long.class)
                .list();
    }

    public boolean hasSessions(long id) {
        return jdbc.sql("select exists (select 1 from session where activity_id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    private void writeLists(long id, ActivityDetails details) {
        jdbc.sql("insert into activity_goal (activity_id, goal_code) select :id, code from unnest(:codes::text[]) code")
                .param("id", id)
                .param("codes", Rows.array(new LinkedHashSet<>(details.goals())))
                .update();
        jdbc.sql("""
                insert into activity_equipment (activity_id, equipment, quantity)
                select :id, key, quantity from unnest(:keys::text[], :quantities::int[]) as e (key, quantity)
                """)
                .param("id", id)
                .param("keys", Rows.array(details.equipment().keySet()))
                .param("quantities", Rows.array(details.equipment().values()))
                .update();
    }

    /** Returns all columns derived from the details, in order. */
    private Map<String, @Nullable Object> values(ActivityDetails d) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("kind", d.kind().name());
        values.put("takes", d.takes().name());
        Rows.put(values, "title", d.words().title());
        Rows.put(values, "promise", d.words().promise());
        Rows.put(values, "description", d.words().description());
        Rows.put(values, "make", d.words().make());
        Rows.put(values, "learn", d.words().learn());
        Rows.put(values, "before", d.words().before());
        Rows.put(values, "after", d.words().after());
        Rows.put(values, "needs", d.words().needs());
        Rows.put(values, "fund", d.words().fund());
        Rows.put(values, "payment", d.words().payment());
        Rows.put(values, "worlds", d.worlds());
        Rows.put(values, "disciplines", d.disciplines());
        Rows.put(values, "audiences", d.forWhom().audiences());
        Rows.put(values, "vo_levels", d.forWhom().levels());
        Rows.put(values, "po", d.forWhom().groups());
        Rows.put(values, "vo", d.forWhom().years());
        Rows.put(values, "mbo", d.forWhom().mboYears());
        Rows.put(values, "age", d.forWhom().ages());
        values.put("minutes", d.duration().minutes());
        values.put("setup_minutes", d.duration().setup());
        values.put("cleanup_minutes", d.duration().cleanup());
        values.put("meetings", d.duration().meetings());
        values.put("group_min", d.size().min());
        values.put("group_max", d.size().max());
        values.put("classes_per_session", d.size().classes());
        values.put("cost_school_cents", d.terms().school().cents());
        values.put("cost_participant_cents", d.terms().participant().cents());
        values.put("free_cancel_days", d.terms().freeCancelDays());
        values.put("children_per_adult", d.terms().childrenPerAdult());
        values.put("venue_id", d.venueId());
        values.put("room_id", d.roomId());
        Rows.put(values, "tags", d.tags());
        values.put("organiser_id", d.organiserId());
        values.put("sign_up_url", d.signUpUrl());
        values.put("labels", labels(d));
        values.put("changed_at", Rows.now(clock));
        return values;
    }

    /**
     * Returns the search terms that are not in the texts, in both languages: kind, worlds, disciplines, audiences, and whether it is
     * free of charge.
     */
    private String labels(ActivityDetails d) {
        boolean free = (d.takes() == ActivityDetails.Takes.CLASSES
                        ? d.terms().school()
                        : d.terms().participant())
                .isZero();
        return Stream.of(Texts.DUTCH, Locale.ENGLISH)
                .flatMap(language -> Stream.concat(
                        free ? Stream.of(texts.text(language, "price.free")) : Stream.of(),
                        Stream.of(
                                        Stream.of(d.kind()),
                                        d.worlds().stream(),
                                        d.disciplines().stream(),
                                        d.forWhom().audiences().stream())
                                .flatMap(enums -> enums)
                                .map(constant -> texts.label(language, constant))))
                .collect(Collectors.joining(", "));
    }
}
