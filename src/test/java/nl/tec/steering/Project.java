package nl.tec.steering;

import static nl.tec.Outcomes.done;

import java.time.Instant;
import java.time.LocalDate;
import nl.tec.accounts.Actor;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.steering.StepFields.Decision;
import nl.tec.steering.StepFields.Publication;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A phase with milestones and decisions for one test. */
@Component
final class Project {

    static final LocalDate TODAY = LocalDate.now(Dates.ZONE);

    final Steps steps;
    final Timeline timeline;
    private final Phases phases;

    Project(Steps steps, Timeline timeline, Phases phases) {
        this.steps = steps;
        this.timeline = timeline;
        this.phases = phases;
    }

    long phase(Actor by) {
        return done(phases.save(
                new Phase(
                        0,
                        new Bilingual("Fase " + System.nanoTime(), ""),
                        Bilingual.EMPTY,
                        Bilingual.EMPTY,
                        TODAY.minusDays(100),
                        TODAY.plusDays(100),
                        null,
                        0),
                by));
    }

    Step milestone(long phase, String title, LocalDate planned, Actor by) {
        return step(milestone(phase, title, planned), by);
    }

    static StepFields milestone(long phase, String title, LocalDate planned) {
        return fields(phase, title, planned, null, "", null, null, Publication.NEVER);
    }

    static StepFields decision(long phase, String title, LocalDate taken, @Nullable Instant publicFrom) {
        return fields(
                phase,
                title,
                taken,
                taken,
                "Besluitenlijst",
                null,
                new Decision(
                        new Bilingual("College van B en W", ""),
                        new Bilingual("De wethouder mag tekenen", ""),
                        "2022-682"),
                new Publication(publicFrom, null));
    }

    static StepFields fields(
            long phase,
            String title,
            LocalDate planned,
            @Nullable LocalDate done,
            String evidence,
            @Nullable String dropped,
            @Nullable Decision decision,
            Publication publication) {
        return new StepFields(
                phase,
                new Bilingual(title, ""),
                Bilingual.EMPTY,
                Bilingual.EMPTY,
                planned,
                done,
                new Bilingual(evidence, ""),
                dropped,
                decision,
                publication);
    }

    Step step(StepFields fields, Actor by) {
        return timeline.find(done(steps.add(fields, by))).orElseThrow();
    }
}
