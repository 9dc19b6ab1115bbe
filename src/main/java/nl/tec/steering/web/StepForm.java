package nl.tec.steering.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.Problems;
import nl.tec.steering.Step;
import nl.tec.steering.StepFields;
import nl.tec.steering.StepFields.Decision;
import nl.tec.steering.StepFields.Publication;
import org.jspecify.annotations.Nullable;

/** What somebody typed about a milestone or a decision; by the name of the field, as it was typed. */
public record StepForm(Map<String, String> fields) {

    /** The form of a new one. */
    static StepForm empty(long phaseId, LocalDate today) {
        return new StepForm(Map.of("phase", Long.toString(phaseId), "planned", today.toString()));
    }

    /** The form of one as it is. */
    static StepForm of(Step step) {
        StepFields now = step.fields();
        Map<String, String> fields = new TreeMap<>();
        fields.put("version", Integer.toString(step.version()));
        fields.put("phase", Long.toString(now.phaseId()));
        both(fields, "title", now.title());
        both(fields, "about", now.about());
        both(fields, "source", now.source());
        both(fields, "evidence", now.evidence());
        fields.put("planned", now.planned().toString());
        LocalDate done = now.done();
        fields.put("done", done == null ? "" : done.toString());
        String dropped = now.dropped();
        fields.put("dropped", dropped == null ? "" : dropped);
        Decision decision = now.decision();
        if (decision != null) {
            both(fields, "body", decision.body());
            both(fields, "mandate", decision.mandate());
            fields.put("reference", decision.reference());
        }
        Instant from = now.publication().from();
        if (from != null) {
            ZonedDateTime at = from.atZone(Dates.ZONE);
            fields.put("publicDay", at.toLocalDate().toString());
            fields.put("publicTime", at.toLocalTime().toString());
        }
        Long after = now.publication().after();
        fields.put("publicAfter", after == null ? "" : Long.toString(after));
        return new StepForm(fields);
    }

    /** The same with another value in one field. */
    StepForm with(String field, String value) {
        Map<String, String> changed = new TreeMap<>(fields);
        changed.put(field, value);
        return new StepForm(changed);
    }

    public String get(String field) {
        return fields.getOrDefault(field, "").strip();
    }

    /** What it says; what can't be read goes to the problems. */
    StepFields read(boolean decision, LocalDate today, Problems problems) {
        LocalDate planned = day("planned", problems);
        if (planned == null && get("planned").isEmpty()) {
            problems.add("planned", "steering.problem.planned");
        }
        String dropped = get("dropped");
        Long phase = number("phase");
        return new StepFields(
                phase == null ? 0 : phase,
                both("title"),
                both("about"),
                both("source"),
                planned == null ? today : planned,
                day("done", problems),
                both("evidence"),
                dropped.isEmpty() ? null : dropped,
                decision ? new Decision(both("body"), both("mandate"), get("reference")) : null,
                publication(problems));
    }

    /** A number that is not one is a step that does not exist. */
    private Publication publication(Problems problems) {
        LocalDate day = day("publicDay", problems);
        Long after = get("publicAfter").isEmpty() ? null : number("publicAfter");
        if (!get("publicAfter").isEmpty() && after == null) {
            problems.add("publicAfter", "steering.problem.publicAfter");
        }
        if (day == null) {
            return new Publication(null, after);
        }
        try {
            LocalTime time = get("publicTime").isEmpty() ? LocalTime.MIDNIGHT : LocalTime.parse(get("publicTime"));
            return new Publication(day.atTime(time).atZone(Dates.ZONE).toInstant(), after);
        } catch (DateTimeParseException e) {
            problems.add("publicTime", "steering.problem.time");
            return Publication.NEVER;
        }
    }

    private @Nullable LocalDate day(String field, Problems problems) {
        return day(get(field), field, problems);
    }

    /** Null when nothing was typed, or something that is no day. */
    static @Nullable LocalDate day(String typed, String field, Problems problems) {
        if (typed.isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeParseException e) {
            problems.add(field, "steering.problem.day");
            return null;
        }
    }

    private @Nullable Long number(String field) {
        return get(field).matches("[0-9]{1,18}") ? Long.valueOf(get(field)) : null;
    }

    Bilingual both(String field) {
        return new Bilingual(get(field + "Nl"), get(field + "En"));
    }

    private static void both(Map<String, String> fields, String name, Bilingual text) {
        fields.put(name + "Nl", text.dutch());
        fields.put(name + "En", text.english());
    }
}
