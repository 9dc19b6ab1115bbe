package nl.tec.programme.internal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.hub.Rows;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.ActivityKind;
import nl.tec.programme.CurriculumGoal;
import nl.tec.programme.Discipline;
import nl.tec.programme.ForWhom;
import nl.tec.programme.LearningLine;
import nl.tec.programme.LineFields;
import nl.tec.programme.LineStepFields;
import nl.tec.programme.ProgrammeSeed;
import nl.tec.programme.VoLevel;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Money;
import nl.tec.shared.Problems;
import nl.tec.shared.Sector;
import nl.tec.shared.World;
import nl.tec.venues.Bus;
import nl.tec.venues.Equipment;
import nl.tec.venues.EquipmentKind;
import nl.tec.venues.Room;
import nl.tec.venues.Venue;
import nl.tec.venues.VenueKind;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class YamlSeed implements ProgrammeSeed {

    private static final int FREE_CANCEL_DAYS = 14;

    private final JdbcClient jdbc;
    private final Venues venues;
    private final ActivityCheck check;
    private final ActivityStore writer;
    private final ProgrammeQueries queries;
    private final LearningLineQueries lineQueries;
    private final LearningLineStore lineStore;
    private final LineCheck lineCheck;
    private final Vocabulary vocabulary;

    YamlSeed(
            JdbcClient jdbc,
            Venues venues,
            ActivityCheck check,
            ActivityStore writer,
            ProgrammeQueries queries,
            LearningLineQueries lineQueries,
            LearningLineStore lineStore,
            LineCheck lineCheck,
            Vocabulary vocabulary) {
        this.queries = queries;
        this.lineQueries = lineQueries;
        this.lineStore = lineStore;
        this.lineCheck = lineCheck;
        this.vocabulary = vocabulary;
        this.jdbc = jdbc;
        this.venues = venues;
        this.check = check;
        this.writer = writer;
    }

    @Override
    @Transactional
    public void load() {
        goals();
        synonyms();
        Map<String, Long> rooms = new HashMap<>();
        Map<String, Long> keys = venues(rooms);
        for (SeedFile entry : SeedFile.entries("activities.yaml")) {
            activity(entry, keys, rooms);
        }
        lines();
        vocabulary.refresh();
    }

    private void goals() {
        int position = 0;
        for (SeedFile framework : SeedFile.whole("goals.yaml").list("frameworks")) {
            jdbc.sql("""
                    insert into curriculum_framework (id, title_nl, title_en, status, note_nl, note_en, position)
                    values (:id, :titleNl, :titleEn, :status, :noteNl, :noteEn, :position)
                    on conflict (id) do update set title_nl = excluded.title_nl, title_en = excluded.title_en,
                      status = excluded.status, note_nl = excluded.note_nl, note_en = excluded.note_en,
                      position = excluded.position
                    """)
                    .param("id", framework.text("id"))
                    .param("titleNl", framework.both("title").dutch())
                    .param("titleEn", framework.both("title").english())
                    .param("status", framework.text("status"))
                    .param("noteNl", framework.both("note").dutch())
                    .param("noteEn", framework.both("note").english())
                    .param("position", position++)
                    .update();
            int inFramework = 0;
            for (SeedFile goal : framework.list("goals")) {
                jdbc.sql("""
                        insert into curriculum_goal (code, framework_id, sector, text_nl, text_en, slo_uuid, position)
                        values (:code, :framework, :sector, :nl, :en, :uuid::uuid, :position)
                        on conflict (code) do update set framework_id = excluded.framework_id, sector = excluded.sector,
                          text_nl = excluded.text_nl, text_en = excluded.text_en, slo_uuid = excluded.slo_uuid,
                          position = excluded.position
                        """)
                        .param("code", goal.text("code"))
                        .param("framework", framework.text("id"))
                        .param("sector", goal.text("sector"))
                        .param("nl", goal.text("nl"))
                        .param("en", goal.text("en"))
                        .param("uuid", goal.textOrNull("slo_uuid"))
                        .param("position", inFramework++)
                        .update();
            }
        }
    }

    private void synonyms() {
        List<List<String>> groups = SeedFile.groups("synonyms.yaml");
        jdbc.sql("delete from search_synonym").update();
        for (int group = 0; group < groups.size(); group++) {
            for (String word : new LinkedHashSet<>(groups.get(group))) {
                jdbc.sql("insert into search_synonym (word, group_id) values (?, ?)")
                        .params(word, group)
                        .update();
            }
        }
    }

    private Map<String, Long> venues(Map<String, Long> rooms) {
        SeedFile file = SeedFile.whole("places.yaml");
        Map<String, Long> keys = new HashMap<>();
        for (SeedFile entry : file.list("places")) {
            long id = venues.put(new Venue(
                    0,
                    entry.text("key"),
                    entry.one("kind", VenueKind::valueOf),
                    entry.both("name"),
                    null,
                    entry.textOrNull("street"),
                    entry.textOrNull("postcode"),
                    entry.textOrNull("town"),
                    entry.textOrNull("pc4"),
                    entry.decimalOrNull("latitude"),
                    entry.decimalOrNull("longitude"),
                    entry.flag("wheelchair"),
                    entry.number("groups_at_once", 1),
                    entry.both("note"),
                    entry.flag("invented"),
                    entry.textOrNull("phone"),
                    entry.both("route"),
                    null,
                    null));
            keys.put(entry.text("key"), id);
            for (SeedFile room : entry.list("rooms")) {
                rooms.put(
                        room.text("key"),
                        venues.put(new Room(0, room.text("key"), id, room.both("name"), room.number("capacity"))));
            }
        }
        for (SeedFile entry : file.list("equipment")) {
            venues.put(new Equipment(
                    entry.text("key"),
                    entry.one("kind", EquipmentKind::valueOf),
                    entry.both("name"),
                    entry.number("count")));
        }
        for (SeedFile entry : file.list("buses")) {
            venues.put(new Bus(0, entry.text("key"), entry.both("name"), entry.number("seats"), null, null));
        }
        return keys;
    }

    private void activity(SeedFile entry, Map<String, Long> keys, Map<String, Long> rooms) {
        ActivityDetails details = details(entry, keys, rooms);
        String slug = entry.text("slug");
        Problems problems = check.publication(details);
        if (problems.any()) {
            throw new IllegalStateException("demo/activities.yaml: " + slug + ": " + problems.all());
        }
        Optional<Activity> there = jdbc.sql(ActivityRows.ACTIVITY + "where a.slug = ?")
                .param(slug)
                .query(Rows.of(Activity.class))
                .optional();
        if (there.isEmpty()) {
            writer.insert(slug, Activity.State.PUBLISHED, details);
        } else if (!there.get().details().equals(details)) {
            writer.update(there.get().id(), details);
        }
    }

    private static ActivityDetails details(SeedFile entry, Map<String, Long> keys, Map<String, Long> rooms) {
        List<Integer> group = entry.each("group", Integer::valueOf);
        String perAdult = entry.textOrNull("children_per_adult");
        return new ActivityDetails(
                entry.one("kind", ActivityKind::valueOf),
                entry.one("takes", ActivityDetails.Takes::valueOf),
                new ActivityDetails.Words(
                        entry.both("title"),
                        entry.both("promise"),
                        entry.both("description"),
                        entry.both("make"),
                        entry.both("learn"),
                        entry.both("before"),
                        entry.both("after"),
                        entry.both("needs"),
                        entry.both("fund"),
                        Bilingual.EMPTY),
                entry.each("worlds", World::valueOf),
                new LinkedHashSet<>(entry.each("disciplines", Discipline::valueOf)),
                new ForWhom(
                        new LinkedHashSet<>(entry.each("audiences", Audience::valueOf)),
                        entry.span("po"),
                        entry.span("vo"),
                        entry.span("mbo"),
                        entry.span("ages"),
                        new LinkedHashSet<>(entry.each("levels", VoLevel::valueOf))),
                new ActivityDetails.Length(
                        entry.number("minutes"),
                        entry.number("setup_minutes", 0),
                        entry.number("cleanup_minutes", 0),
                        entry.number("sessions_in_series", 1)),
                new ActivityDetails.Size(group.get(0), group.get(1), entry.number("classes_per_session", 1)),
                new ActivityDetails.Terms(
                        new Money(entry.number("cost_school_cents", 0)),
                        new Money(entry.number("cost_participant_cents", 0)),
                        entry.number("free_cancel_days", FREE_CANCEL_DAYS),
                        perAdult == null ? null : Integer.valueOf(perAdult)),
                entry.reference("place", keys),
                entry.textOrNull("room") == null ? null : entry.reference("room", rooms),
                equipment(entry),
                entry.words("goals"),
                entry.words("tags"),
                null,
                null);
    }

    /** Parses quantities: {@code robotset} is one, {@code vr-set*2} two. */
    private static Map<String, Integer> equipment(SeedFile entry) {
        return entry.words("equipment").stream()
                .map(word -> word.split("[*]"))
                .collect(Collectors.toMap(
                        parts -> parts[0], parts -> parts.length == 1 ? 1 : Integer.parseInt(parts[1])));
    }

    /** Loads lines and steps, identified by key and group; a step gets the goals of its activities that are of its sector. */
    private void lines() {
        for (SeedFile entry : SeedFile.whole("lines.yaml").list("lines")) {
            LineFields fields = new LineFields(entry.both("title"), entry.both("description"));
            LearningLine there = lineQueries.list().stream()
                    .filter(line -> line.key().equals(entry.text("key")))
                    .findFirst()
                    .orElse(null);
            long id = there == null ? lineStore.insert(entry.text("key"), fields) : there.id();
            if (there != null && !new LineFields(there.title(), there.description()).equals(fields)) {
                lineStore.update(id, there.version(), fields);
            }
            lineStore.publish(id, true);
            for (SeedFile step : entry.list("steps")) {
                step(id, there, stepFields(step));
            }
        }
    }

    private void step(long lineId, @Nullable LearningLine line, LineStepFields fields) {
        Problems problems = lineCheck.step(fields);
        if (problems.any()) {
            throw new IllegalStateException("demo/lines.yaml: " + fields.title().dutch() + ": " + problems.all());
        }
        LearningLine.Step there = line == null
                ? null
                : line.steps().stream()
                        .filter(step -> step.sector() == fields.sector() && step.from() == fields.from())
                        .findFirst()
                        .orElse(null);
        if (there == null) {
            lineStore.insertStep(lineId, fields);
        } else if (!LineStepFields.of(there).equals(fields)) {
            lineStore.updateStep(lineId, there.id(), there.version(), fields);
        }
    }

    private LineStepFields stepFields(SeedFile step) {
        Sector sector = step.one("sector", Sector::valueOf);
        List<Activity> fill = step.words("activities").stream()
                .map(slug -> queries.find(slug)
                        .orElseThrow(() -> new IllegalStateException("demo/lines.yaml: no activity " + slug)))
                .sorted(Comparator.comparing(
                        activity -> activity.title().dutch().toLowerCase(Locale.ROOT)))
                .toList();
        Set<String> goals = fill.stream()
                .flatMap(activity -> activity.details().goals().stream())
                .collect(Collectors.toSet());
        Activity first = fill.get(0);
        int from = step.number("grade");
        return new LineStepFields(
                sector,
                from,
                step.number("to", from),
                step.textOrNull("title") == null ? first.title() : step.both("title"),
                step.textOrNull("aim") == null ? first.details().words().learn() : step.both("aim"),
                Bilingual.EMPTY,
                Bilingual.EMPTY,
                fill.stream().map(Activity::id).toList(),
                queries.goals().stream()
                        .filter(goal -> goal.sector() == sector && goals.contains(goal.code()))
                        .map(CurriculumGoal::code)
                        .toList());
    }
}
