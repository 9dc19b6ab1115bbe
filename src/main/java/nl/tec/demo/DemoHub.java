package nl.tec.demo;

import static nl.tec.demo.DemoFile.read;
import static nl.tec.demo.DemoFile.readRows;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.ActivityQuestions;
import nl.tec.declarations.DeclarationSeed;
import nl.tec.documents.Documents;
import nl.tec.employers.Offer;
import nl.tec.hub.EmailHash;
import nl.tec.hub.FirstStart;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.organisations.Classes;
import nl.tec.organisations.MovingUp;
import nl.tec.organisations.RegionData;
import nl.tec.partners.Contributions;
import nl.tec.planning.Supply;
import nl.tec.programme.ActivityPictures;
import nl.tec.programme.ProgrammeSeed;
import nl.tec.reach.CohortReach;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the demo hub at the first start, atomically in one transaction. The schools, their numbers and the
 * holidays are real; the programme, the visits and the people are fictional, and deterministic for a given day.
 */
@Component
class DemoHub implements FirstStart {

    private static final String DEVENTER = "0150";

    private static final SchoolYear FIRST_YEAR = new SchoolYear(2023);

    /** The key of the advisory lock, an arbitrary number that nothing else in the database uses. */
    private static final long MAKING = 5_482_913_078L;

    private static final Logger LOG = LoggerFactory.getLogger(DemoHub.class);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final HubSettings settings;
    private final EmailHash hash;
    private final Modules modules;

    /** The services that make their own part. */
    @Component
    record Modules(
            RegionData region,
            Classes classes,
            ProgrammeSeed programme,
            CohortReach reach,
            Contributions contributions,
            Accounts people,
            DemoAccounts accounts,
            DemoOffers offers,
            DemoSetUps setUps,
            DemoActivities activities,
            DemoEvents events,
            DeclarationSeed declarations,
            Documents documents,
            MovingUp movingUp,
            Supply supply,
            DemoLibrary.Services library,
            ActivityQuestions questions,
            ActivityPictures pictures) {}

    DemoHub(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Clock clock,
            HubSettings settings,
            EmailHash hash,
            Modules modules) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.settings = settings;
        this.hash = hash;
        this.modules = modules;
    }

    /** Makes the hub unless it exists; concurrent instances wait for the first one. */
    @Override
    public void fill() {
        transaction.executeWithoutResult(status -> {
            jdbc.execute("select pg_advisory_xact_lock(" + MAKING + ")");
            settings.refresh();
            if (!settings.started()) {
                make();
            }
        });
        settings.refresh();
        jdbc.execute("analyze");
    }

    private void make() {
        Instant now = clock.instant();
        LocalDate today = Dates.dayOf(now);
        SchoolYear last = SchoolYear.of(today);
        settings.set(Setting.NAME, "TEC Deventer");
        settings.set(Setting.CITY, "Deventer");
        settings.set(Setting.MUNICIPALITIES, DEVENTER);
        settings.set(Setting.HOLIDAY_REGION, "NOORD");
        settings.set(Setting.FIRST_SCHOOL_YEAR, String.valueOf(FIRST_YEAR.start()));
        settings.set(Setting.DEMO, "true");
        settings.set(Setting.CONTACT_EMAIL, "vraag@tec.example");
        settings.set(Setting.VISIT_ADDRESS, "Schonenvaardersstraat, Deventer");
        settings.set(Setting.CONTACT_PHONE, "0570 000 000 (verzonnen)");
        settings.set(Setting.OPENING_HOURS, "Maandag t/m vrijdag van 9.00 tot 17.00 uur (verzonnen)");
        settings.set(Setting.CONTROLLER, "TEC Deventer (verzonnen), Schonenvaardersstraat, Deventer");
        settings.set(
                Setting.PAYMENT_TERMS,
                "Je betaalt nu niets. Een week van tevoren krijg je een betaalverzoek per mail. Zeg je op tijd af, dan hoef je"
                        + " niets te betalen of krijg je je geld terug. (verzonnen)");
        settings.set(
                Setting.PAYMENT_TERMS_EN,
                "You pay nothing now. A week before, you get a request to pay by mail. If you cancel in time you need not pay,"
                        + " or you get your money back. (invented)");
        settings.set(
                Setting.SMALL_PURSE,
                "Is het te duur? Mail ons. Met een minimaregeling van je gemeente of een jeugdfonds kan je kind vaak gratis"
                        + " meedoen. (verzonnen)");
        settings.set(
                Setting.SMALL_PURSE_EN,
                "Too expensive? Mail us. With help of your municipality or a youth fund your child can often take part for"
                        + " free. (invented)");

        modules.region().load();
        step("schools");
        DemoNetwork network = new DemoNetwork(jdbc, today);
        network.fill(read("partners.yaml"));
        new DemoDeclarations(modules.declarations(), network, now).fill(read("declarations.yaml"));
        long vocational = DemoSchools.addVocationalSchool(jdbc, network.id("aventus"));
        for (SchoolYear year = FIRST_YEAR; year.compareTo(last) <= 0; year = year.next()) {
            modules.classes().start(year, List.of(DEVENTER));
            DemoSchools.addSecondaryGroups(jdbc, year);
            DemoSchools.addVocationalClasses(jdbc, vocational, year);
        }
        DemoSchools.addMailAddresses(jdbc);
        step("classes");
        modules.programme().load();
        step("programme");

        Map<Long, Long> teachers = modules.accounts().make(network);
        new DemoConnections(jdbc, modules.declarations(), modules.documents(), network, today)
                .fill(read("partners.yaml"));
        step("accounts");
        new DemoCalendar(jdbc, daysOff()).fill(readRows("activities.yaml"), last);
        step("calendar");
        modules.events().fill(today, daysOff(), manager());
        step("events");
        new DemoVisits(jdbc, now, teachers).fill();
        step("visits");
        new DemoVisitors(jdbc, now, hash).fill();
        new DemoSignUpQuestions(jdbc, modules.questions(), manager()).fill(this::activity);
        modules.events().miss(today);
        step("visitors");
        new DemoPictures(modules.pictures(), today, manager()).fill(activity("drones-bouwen-en-vliegen"));
        new DemoTeam(jdbc, modules.people(), now).fill();
        step("team");
        modules.setUps()
                .fill(
                        activity("dansvloer-voor-robots"),
                        today,
                        daysOff(),
                        modules.offers().actor("programma@tec.example"));
        step("set-ups");
        List<Offer> found = modules.offers().fill(read("offers.yaml"), network);
        new DemoQuestions(jdbc, now, daysOff(), modules.offers())
                .fill(found, List.of("leerkracht@tec.example", "leerkracht2@tec.example"));
        step("offers");
        new DemoOpinions(jdbc, now, account("programma@tec.example")).fill();
        step("opinions");
        new DemoBuses(jdbc, now, settings).fill();
        step("buses");
        new DemoLines(jdbc).fill(last);
        step("lines");
        new DemoSteering(jdbc, now).fill(read("steering.yaml"));
        step("steering");
        DemoContributions contributions = new DemoContributions(jdbc, today, network);
        contributions.fill(read("partners.yaml"), read("places.yaml"), read("contributions.yaml"));
        modules.contributions().countVisits();
        contributions.finish();
        step("contributions");
        modules.activities().fill(today);
        step("activities of partners");
        new DemoFinance(jdbc, today, account("programma@tec.example")).fill(read("finance.yaml"));
        step("finance");
        new DemoLibrary(jdbc, modules.library(), today, manager())
                .fill(read("library.yaml"), this::activity, modules.offers()::actor);
        step("library");
        modules.reach().recomputeAll();
        step("reach");
        DemoPlanning planning = new DemoPlanning(jdbc, modules.movingUp(), modules.supply(), now, manager());
        planning.fillPublished(last);
        planning.fill(last, ownSchool());
        step("planning");
    }

    private Actor manager() {
        return modules.people()
                .findByEmail("programma@tec.example")
                .orElseThrow()
                .actor();
    }

    /** Returns the school of the coordinator's demo account. */
    private long ownSchool() {
        return modules.people()
                .findByEmail("coordinator@tec.example")
                .orElseThrow()
                .actor()
                .organisations(Role.SCHOOL_COORDINATOR)
                .get(0);
    }

    private long account(String email) {
        return Objects.requireNonNull(jdbc.queryForObject("select id from account where email = ?", Long.class, email));
    }

    private void step(String done) {
        LOG.info("demo hub: {} made", done);
    }

    /** Returns the days on which no school of the region comes. */
    private long activity(String slug) {
        return Objects.requireNonNull(jdbc.queryForObject("select id from activity where slug = ?", Long.class, slug));
    }

    private Set<LocalDate> daysOff() {
        return new HashSet<>(jdbc.queryForList("""
                select distinct day::date
                  from organisations_day_off_v d, generate_series(d.first_day, d.last_day, interval '1 day') day
                 where d.site_id is null and (d.region is null or d.region = 'NOORD')
                """, LocalDate.class));
    }
}
