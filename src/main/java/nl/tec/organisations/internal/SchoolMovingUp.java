package nl.tec.organisations.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.organisations.ClassNumbers;
import nl.tec.organisations.Classes;
import nl.tec.organisations.MovingUp;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.NumbersFrom;
import nl.tec.organisations.internal.ClassWriter.Site;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.Problems.Problem;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class SchoolMovingUp implements MovingUp {

    private final JdbcClient jdbc;
    private final ClassRows rows;
    private final ClassWriter writer;
    private final CohortNumbers cohorts;
    private final Classes classes;
    private final Audit audit;
    private final Clock clock;

    SchoolMovingUp(
            JdbcClient jdbc,
            ClassRows rows,
            ClassWriter writer,
            CohortNumbers cohorts,
            Classes classes,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.writer = writer;
        this.cohorts = cohorts;
        this.classes = classes;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Preview preview(Actor actor, long siteId, SchoolYear from) {
        if (!may(actor, siteId, from)) {
            throw new NotFound("school " + siteId);
        }
        List<SchoolClass> next = rows.list(siteId, from.next());
        if (!next.isEmpty()) {
            return new Preview.AlreadyThere(from.next(), next);
        }
        List<SchoolClass> now = rows.list(siteId, from);
        return now.isEmpty() ? new Preview.Nothing(from) : new Preview.Ready(proposal(from, now));
    }

    @Override
    public Outcome<Optional<String>> confirm(
            Actor actor, long siteId, SchoolYear from, String version, List<ClassNumbers> numbers) {
        Site site = may(actor, siteId, from) ? writer.lock(siteId) : null;
        if (site == null) {
            throw new NotFound("school " + siteId);
        }
        if (!rows.list(siteId, from.next()).isEmpty()) {
            return Outcome.done(Optional.empty());
        }
        Proposal proposal = proposal(from, rows.list(siteId, from));
        if (!proposal.version().equals(version) || proposal.classes().size() != numbers.size()) {
            return Outcome.refused(CHANGED);
        }
        Problems problems = check(site.sector(), numbers);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        write(site, from.next(), proposal, numbers);
        audit.add(actor, "CLASSES_MOVED_UP", "organisation", siteId);
        List<SchoolClass> made = rows.list(siteId, from.next());
        return Outcome.done(Optional.of(version(made)));
    }

    @Override
    public Undone undo(Actor actor, long siteId, SchoolYear from, String version) {
        Site site = may(actor, siteId, from) ? writer.lock(siteId) : null;
        List<SchoolClass> made = site == null ? List.of() : rows.list(siteId, from.next());
        if (made.isEmpty()) {
            return Undone.NOT_FOUND;
        }
        if (!version(made).equals(version)) {
            return Undone.CHANGED;
        }
        if (!writer.delete(siteId, from.next())) {
            return Undone.IN_USE;
        }
        cohorts.refresh(siteId, from.next());
        audit.add(actor, "CLASSES_MOVED_BACK", "organisation", siteId);
        return Undone.DONE;
    }

    @Override
    public int moveAll(SchoolYear to, Collection<String> municipalities) {
        List<Long> sites = jdbc.sql("""
                select distinct k.site_id
                from school_class k join organisation o on o.id = k.site_id
                where k.school_year = :year - 1 and k.ended_at is null and not k.booking_group and o.ended_on is null
                  and o.municipality_code = any (:municipalities)
                  and not exists (select from school_class n where n.site_id = k.site_id and n.school_year = :year and not n.booking_group)
                order by k.site_id
                """)
                .param("year", to.start())
                .param("municipalities", municipalities.toArray(String[]::new))
                .query(Long.class)
                .list();
        for (long siteId : sites) {
            Site site = Objects.requireNonNull(writer.lock(siteId));
            Proposal proposal = proposal(to.previous(), rows.list(siteId, to.previous()));
            write(
                    site,
                    to,
                    proposal,
                    proposal.classes().stream().map(NextClass::numbers).toList());
        }
        classes.start(to, municipalities);
        return sites.size();
    }

    private static Proposal proposal(SchoolYear from, List<SchoolClass> now) {
        return new Proposal(from, from.next(), MovedUp.of(now), MovedUp.leaving(now), version(now));
    }

    /** All about these classes in short: changes when a class does. */
    private static String version(List<SchoolClass> classes) {
        return Integer.toHexString(classes.toString().hashCode());
    }

    private void write(Site site, SchoolYear to, Proposal proposal, List<ClassNumbers> numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            ClassNumbers wanted = numbers.get(i);
            if (wanted.pupils().isEmpty()) {
                continue;
            }
            NextClass proposed = proposal.classes().get(i);
            boolean asProposed = wanted.pupils().equals(proposed.numbers().pupils());
            long id = writer.insert(
                    site.id(),
                    to,
                    wanted.label(),
                    wanted.level(),
                    asProposed ? NumbersFrom.MOVED_UP : NumbersFrom.SCHOOL,
                    asProposed ? proposed.countedIn() : null);
            wanted.pupils().forEach((grade, pupils) -> {
                NextPart part = asProposed ? part(proposed, grade) : null;
                writer.part(
                        site,
                        to,
                        id,
                        wanted.level(),
                        grade,
                        pupils,
                        part == null ? pupils : part.low(),
                        part == null ? pupils : part.high());
            });
        }
        cohorts.refresh(site.id(), to);
    }

    private static @Nullable NextPart part(NextClass proposed, int grade) {
        return proposed.parts().stream()
                .filter(part -> part.grade() == grade)
                .findFirst()
                .orElse(null);
    }

    private static Problems check(Sector sector, List<ClassNumbers> numbers) {
        Problems problems = new Problems();
        Set<String> labels = new HashSet<>();
        IntStream.range(0, numbers.size()).forEach(i -> {
            ClassNumbers wanted = numbers.get(i);
            if (wanted.pupils().isEmpty()) {
                return;
            }
            for (Problem problem : ClassRules.check(sector, wanted).all()) {
                String field = problem.field().isEmpty() ? "label" : problem.field();
                problems.add(i + "." + field, problem.key(), problem.arguments().toArray());
            }
            problems.addIf(
                    !labels.add(wanted.label().toLowerCase(Locale.ROOT)),
                    i + ".label",
                    "classes.problem.labelTwice",
                    wanted.label());
        });
        problems.addIf(labels.isEmpty(), "", "classes.problem.noClasses");
        return problems;
    }

    private boolean may(Actor actor, long siteId, SchoolYear from) {
        SchoolYear current = SchoolYear.of(LocalDate.now(clock));
        boolean inTime = from.equals(current) || from.equals(current.previous());
        return inTime && (actor.is(Role.PROGRAMME_MANAGER) || actor.worksAt(siteId));
    }
}
