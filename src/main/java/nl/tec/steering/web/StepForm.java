package nl.tec.steering.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.steering.Step;
import nl.tec.steering.StepFields;
import nl.tec.steering.StepFields.Decision;
import nl.tec.steering.StepFields.Publication;

/** The form of a milestone or a decision. */
final class StepForm {

    private StepForm() {}

    /** Returns the form of a new step. */
    static FormData empty(long phaseId, LocalDate today) {
        return new FormData().put("phase", phaseId).put("planned", today);
    }

    static FormData of(Step step) {
        StepFields now = step.fields();
        FormData form = new FormData()
                .put("version", step.version())
                .put("phase", now.phaseId())
                .put("title", now.title())
                .put("about", now.about())
                .put("source", now.source())
                .put("evidence", now.evidence())
                .put("planned", now.planned())
                .put("done", now.done())
                .put("dropped", now.dropped())
                .put("publicAfter", now.publication().after());
        Decision decision = now.decision();
        if (decision != null) {
            form.put("body", decision.body()).put("mandate", decision.mandate()).put("reference", decision.reference());
        }
        Instant from = now.publication().from();
        if (from != null) {
            ZonedDateTime at = from.atZone(Dates.ZONE);
            form.put("publicDay", at.toLocalDate()).put("publicTime", at.toLocalTime());
        }
        return form;
    }

    static StepFields read(FormData form, boolean decision, LocalDate today) {
        Long phase = form.id("phase");
        String dropped = form.line("dropped");
        return new StepFields(
                phase == null ? 0 : phase,
                form.both("title"),
                form.both("about"),
                form.both("source"),
                form.day("planned", today, "steering.problem.planned"),
                form.day("done", "form.day"),
                form.both("evidence"),
                dropped.isEmpty() ? null : dropped,
                decision ? new Decision(form.both("body"), form.both("mandate"), form.line("reference")) : null,
                publication(form));
    }

    private static Publication publication(FormData form) {
        LocalDate day = form.day("publicDay", "form.day");
        LocalTime time = form.time("publicTime", "form.time");
        return new Publication(
                day == null ? null : Dates.at(day, time == null ? LocalTime.MIDNIGHT : time),
                form.id("publicAfter", "steering.problem.publicAfter"));
    }
}
