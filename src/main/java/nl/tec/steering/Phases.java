package nl.tec.steering;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds and changes the phases of the project. */
@Service
public class Phases {

    private final JdbcClient jdbc;
    private final Audit audit;

    Phases(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** Stores a phase; one with id 0 is new. What was promised first stays. */
    @Transactional
    public Outcome<Long> save(Phase phase, Actor by) {
        Problems problems = problems(phase);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("nameNl", phase.name().dutch());
        columns.put("nameEn", phase.name().english());
        columns.put("aboutNl", phase.about().dutch());
        columns.put("aboutEn", phase.about().english());
        columns.put("sourceNl", phase.source().dutch());
        columns.put("sourceEn", phase.source().english());
        columns.put("from", phase.from());
        columns.put("until", phase.until());
        boolean isNew = phase.id() == 0;
        Optional<Long> id = jdbc.sql(isNew ? """
                        insert into project_phase (name_nl, name_en, about_nl, about_en, source_nl, source_en, from_day, until_day,
                               promised)
                        values (:nameNl, :nameEn, :aboutNl, :aboutEn, :sourceNl, :sourceEn, :from, :until, :until)
                        returning id
                        """ : """
                        update project_phase set name_nl = :nameNl, name_en = :nameEn, about_nl = :aboutNl, about_en = :aboutEn,
                               source_nl = :sourceNl, source_en = :sourceEn, from_day = :from, until_day = :until,
                               version = version + 1
                         where id = :id and version = :version
                        returning id
                        """)
                .params(columns)
                .param("id", phase.id())
                .param("version", phase.version())
                .query(Long.class)
                .optional();
        if (id.isEmpty()) {
            return Outcome.refused(Steps.OUTDATED);
        }
        audit.add(by, isNew ? "PHASE_ADDED" : "PHASE_CHANGED", "project_phase", id.get());
        return Outcome.done(id.get());
    }

    private static Problems problems(Phase phase) {
        LocalDate until = phase.until();
        Problems problems = new Problems()
                .addIf(phase.name().dutch().isBlank(), "name", "steering.problem.empty.name")
                .addIf(
                        phase.from().getYear() < 2000 || phase.from().getYear() > 2100,
                        "from",
                        "steering.problem.planned")
                .addIf(
                        until != null && (until.isBefore(phase.from()) || until.getYear() > 2100),
                        "until",
                        "steering.problem.until");
        longText(problems, "name", phase.name(), 80);
        longText(problems, "about", phase.about(), 600);
        longText(problems, "source", phase.source(), 200);
        return problems;
    }

    private static void longText(Problems problems, String field, Bilingual text, int most) {
        problems.addIf(text.dutch().length() > most, field, "steering.problem.long", most)
                .addIf(text.english().length() > most, field + "-en", "steering.problem.long", most);
    }
}
