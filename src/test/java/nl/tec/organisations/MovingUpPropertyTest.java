package nl.tec.organisations;

import static nl.tec.Outcomes.done;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeProperty;
import nl.tec.TecTest;
import nl.tec.TestDatabase;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.organisations.MovingUp.NextClass;
import nl.tec.organisations.MovingUp.Preview;
import nl.tec.organisations.MovingUp.Proposal;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.organisations.SchoolClass.NumbersFrom;
import nl.tec.organisations.internal.MovedUp;
import nl.tec.shared.Grade;
import nl.tec.shared.Outcome;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestContextManager;

/**
 * Whatever classes a school has: in summer no pupil is lost or duplicated, every group moves up, the last group leaves, a new
 * first group comes, and cohorts stay together (rules 1). The preview is accurate, whether a school confirms it or the classes move
 * up automatically on the first day of the school year.
 */
@TecTest
class MovingUpPropertyTest {

    private static final AtomicInteger COUNT = new AtomicInteger();

    @Autowired
    MovingUp movingUp;

    @Autowired
    ClassChanges changes;

    @Autowired
    Classes classes;

    @Autowired
    BookingGroups groups;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @SuppressWarnings("NullAway.Init")
    private Actor maker;

    @SuppressWarnings("NullAway.Init")
    private SchoolYear year;

    @BeforeProperty
    void program() throws Exception {
        new TestContextManager(getClass()).prepareTestInstance(this);
        long account = jdbc.sql("""
                insert into account (email, name, created_at)
                values ('maker' || gen_random_uuid() || '@example.org', 'Maker', now()) returning id
                """).query(Long.class).single();
        maker = new Actor(account, "Maker", "maker@example.org", Set.of(Membership.of(Role.PROGRAMME_MANAGER)));
        year = SchoolYear.of(LocalDate.now(clock));
    }

    /** A class: its groups with their pupils, and its name. */
    record One(int first, List<Integer> pupils, String called) {

        ClassNumbers numbers(int number) {
            Map<Integer, Integer> groups = new TreeMap<>();
            for (int i = 0; i < pupils.size() && first + i <= 8; i++) {
                groups.put(first + i, pupils.get(i));
            }
            String written = String.join(
                    "/", groups.keySet().stream().map(String::valueOf).toList());
            String label = called.replace("#", written).replace("%", String.valueOf((char) ('a' + number)));
            return ClassNumbers.of(label, groups);
        }
    }

    @Provide
    Arbitrary<List<One>> school() {
        Arbitrary<One> one = Combinators.combine(
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.integers()
                                .between(1, 19)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3),
                        Arbitraries.of(
                                "#%",
                                "# %", "Groep # %", "Dolfijnen %", "%", "De lange naam #%", "Zeester en krab kla%"))
                .as(One::new);
        return one.list().ofMinSize(1).ofMaxSize(9);
    }

    @Property(tries = 25)
    void nobodyIsLostOrDuplicated_andThePreviewIsAccurate_rules1(@ForAll("school") List<One> made) {
        long said = school(made);
        long byItself = school(made);
        List<SchoolClass> now = classes.list(said, year);

        Proposal proposal = ((Preview.Ready) movingUp.preview(maker, said, year)).proposal();
        Outcome<Optional<String>> outcome = movingUp.confirm(
                maker,
                said,
                year,
                proposal.version(),
                proposal.classes().stream().map(NextClass::numbers).toList());
        if (proposal.classes().isEmpty()) {
            // a school with only the last group has nothing to move up
            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            return;
        }
        assertThat(done(outcome)).isPresent();
        assertThat(classes.list(said, year.next())).hasSameSizeAs(proposal.classes());
        assertThat(inWords(classes.list(said, year.next())))
                .as("the preview is what happens")
                .containsExactlyInAnyOrderElementsOf(proposal.classes().stream()
                        .map(next -> next.label() + " " + next.numbers().pupils())
                        .toList());
        assertThat(classes.list(said, year)).as("this year stays").isEqualTo(now);
        moved(now, classes.list(said, year.next()), proposal);

        movingUp.moveAll(year.next(), List.of(municipality(byItself)));
        assertThat(inWords(classes.list(byItself, year.next())))
                .as("by itself the same")
                .isEqualTo(inWords(classes.list(said, year.next())));

        assertThat(movingUp.confirm(maker, said, year, proposal.version(), List.of()))
                .as("sent twice")
                .isEqualTo(Outcome.done(Optional.empty()));
        List<SchoolClass> once = classes.list(byItself, year.next());
        assertThat(movingUp.moveAll(year.next(), List.of(municipality(byItself))))
                .isEmpty();
        assertThat(classes.list(byItself, year.next())).isEqualTo(once);
    }

    @Example
    void aGroupThatWasBookedForNextYearDoesNotTakeTheNameOfAClass_rules1_5() {
        List<Long> sites = List.of(secondarySchool(), secondarySchool());
        for (long site : sites) {
            done(changes.add(maker, site, year, new ClassNumbers("1 havo", "havo", new TreeMap<>(Map.of(1, 25)))));
            SchoolClass group =
                    done(groups.make(maker, site, year.next(), new BookingGroups.Numbers(2, StudyLevel.HAVO, 30)));
            assertThat(group.label()).isEqualTo("2 havo");
        }
        long said = sites.get(0);
        Proposal proposal = ((Preview.Ready) movingUp.preview(maker, said, year)).proposal();
        assertThat(done(movingUp.confirm(
                        maker,
                        said,
                        year,
                        proposal.version(),
                        proposal.classes().stream().map(NextClass::numbers).toList())))
                .isPresent();
        long byItself = sites.get(1);
        assertThat(movingUp.moveAll(year.next(), List.of(municipality(byItself))))
                .isEmpty();
        assertThat(sites)
                .allSatisfy(site -> assertThat(classes.list(site, year.next()))
                        .extracting(SchoolClass::label)
                        .contains("2 havo"));
    }

    @Example
    void aSchoolWhoseClassesCantBeMovedUpDoesNotHoldUpTheOthers() {
        long broken = school(List.of(new One(7, List.of(20), "Zeester")));
        long other = school(List.of(new One(7, List.of(20), "Krab")));
        JdbcClient owner = TestDatabase.owner(environment);
        owner.sql("""
                create function no_zeester() returns trigger language plpgsql as 'begin raise exception ''no Zeester''; end';
                create trigger no_zeester before insert on school_class for each row when (new.label = 'Zeester')
                  execute function no_zeester();
                """).update();
        try {
            assertThat(movingUp.moveAll(year.next(), List.of(municipality(broken), municipality(other))))
                    .containsExactly(broken);
        } finally {
            owner.sql("drop function no_zeester cascade").update();
        }
        assertThat(classes.list(other, year.next()))
                .extracting(SchoolClass::label)
                .containsExactly("Krab");
        assertThat(classes.list(broken, year.next())).isEmpty();
    }

    private long secondarySchool() {
        long site = school(List.of());
        TestSql.update(jdbc, "update school_site set sector = 'VO' where organisation_id = ?", site);
        return site;
    }

    @Example
    void pupilsLeaveAfterTheLastYearOfTheirLevel_rules1_5() {
        assertThat(lastYears(Sector.VO, "pro", "vwo", "havo", "vmbo kb", "Vmbo tl", "havo/vwo", "vmbo profieldeel"))
                .containsExactly(6, 6, 5, 4, 4, 6, 4);
        assertThat(lastYears(Sector.VO, "brugklas"))
                .as("who leave the brugklas stay at the school")
                .containsExactly(6);
        assertThat(lastYears(Sector.MBO, "niveau 1", "niveau 2", "niveau 3", "niveau 4", "Zorg"))
                .containsExactly(1, 2, 3, 4, 4);
    }

    /** Returns the year after which pupils of each level leave. */
    private List<Integer> lastYears(Sector sector, String... levels) {
        return Stream.of(levels)
                .map(level -> IntStream.rangeClosed(1, sector == Sector.VO ? 6 : 4)
                        .filter(grade -> MovedUp.leaving(List.of(ofLevel(sector, level, grade))) > 0)
                        .min()
                        .orElseThrow())
                .toList();
    }

    private SchoolClass ofLevel(Sector sector, String level, int grade) {
        ClassPart part = new ClassPart(1, 1, new Grade(sector, grade), 20, 20, 20);
        return new SchoolClass(1, 1, year, grade + "a", level, NumbersFrom.SCHOOL, null, false, List.of(part));
    }

    private void moved(List<SchoolClass> now, List<SchoolClass> next, Proposal proposal) {
        Map<Integer, Integer> before = perGroup(now);
        Map<Integer, Integer> after = perGroup(next);
        for (int group = 1; group < 8; group++) {
            assertThat(after.getOrDefault(group + 1, 0))
                    .as("group " + group + " is one higher")
                    .isEqualTo(before.getOrDefault(group, 0));
        }
        assertThat(after.getOrDefault(1, 0)).as("as many new ones").isEqualTo(before.getOrDefault(1, 0));
        assertThat(proposal.leaving()).isEqualTo(before.getOrDefault(8, 0));

        // cohorts stay together
        Map<Long, Integer> cohorts = new HashMap<>();
        now.forEach(k -> k.parts()
                .forEach(part -> cohorts.put(part.cohortId(), part.grade().number())));
        next.forEach(k -> k.parts().stream()
                .filter(part -> part.grade().number() > 1)
                .forEach(part -> assertThat(cohorts)
                        .containsEntry(part.cohortId(), part.grade().number() - 1)));
        // combination classes are not split, where possible
        now.stream()
                .filter(k -> k.parts().size() > 1 && k.parts().get(0).grade().number() > 1)
                .forEach(k -> {
                    List<Integer> wanted = k.parts().stream()
                            .filter(part -> part.grade().number() < 8)
                            .map(ClassPart::headCount)
                            .toList();
                    assertThat(wanted.isEmpty()
                                    || next.stream()
                                            .anyMatch(n -> n.parts().stream()
                                                    .map(ClassPart::headCount)
                                                    .toList()
                                                    .equals(wanted)))
                            .as(k.label() + " stays one class")
                            .isTrue();
                });
        // the size of a cohort equals the sum of its classes
        Map<Long, Integer> sizes = new LinkedHashMap<>();
        next.forEach(k -> k.parts().forEach(part -> sizes.merge(part.cohortId(), part.headCount(), Integer::sum)));
        sizes.forEach((cohort, pupils) -> assertThat(jdbc.sql(
                                "select coalesce(own_pupils, pupils) from cohort_size where cohort_id = ? and school_year = ?")
                        .params(cohort, year.next().start())
                        .query(Integer.class)
                        .single())
                .isEqualTo(pupils));
    }

    private static Map<Integer, Integer> perGroup(List<SchoolClass> classes) {
        Map<Integer, Integer> pupils = new TreeMap<>();
        classes.forEach(
                k -> k.parts().forEach(part -> pupils.merge(part.grade().number(), part.headCount(), Integer::sum)));
        return pupils;
    }

    private static List<String> inWords(List<SchoolClass> classes) {
        return classes.stream()
                .map(k -> {
                    Map<Integer, Integer> pupils = new TreeMap<>();
                    k.parts().forEach(part -> pupils.merge(part.grade().number(), part.headCount(), Integer::sum));
                    return k.label() + " " + pupils;
                })
                .toList();
    }

    /** Creates a school with these classes in its own municipality. */
    private long school(List<One> made) {
        int n = COUNT.incrementAndGet();
        String code = "%04d".formatted(5000 + n);
        TestSql.update(jdbc, "insert into municipality (code, name) values (?, ?)", code, "Dorp " + n);
        long site = jdbc.sql(
                        "insert into organisation (kind, name, municipality_code, invented) values ('SCHOOL', ?, ?, true) returning id")
                .params("School " + n, code)
                .query(Long.class)
                .single();
        jdbc.sql("insert into school_site (organisation_id, brin6, sector) values (?, ?, 'PO')")
                .params(site, "97%c%c%02d".formatted('A' + n / 2600 % 26, 'A' + n / 100 % 26, n % 100))
                .update();
        List<ClassNumbers> all = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            all.add(made.get(i).numbers(i));
        }
        all.forEach(numbers -> assertThat(changes.add(maker, site, year, numbers))
                .as(numbers.toString())
                .isInstanceOf(Outcome.Done.class));
        return site;
    }

    private String municipality(long site) {
        return TestSql.text(jdbc, "select municipality_code from organisation where id = ?", site);
    }
}
