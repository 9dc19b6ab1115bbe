package nl.tec.organisations.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.hub.Rows;
import nl.tec.organisations.Municipalities;
import nl.tec.organisations.OwnSchools;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class StoredOwnSchools implements OwnSchools {

    /** Of the numbers the hub gives out: DUO gives out none that begin with 99. */
    private static final String OWN = "99H";

    private final JdbcClient jdbc;
    private final Municipalities municipalities;
    private final Audit audit;
    private final Clock clock;

    StoredOwnSchools(JdbcClient jdbc, Municipalities municipalities, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.municipalities = municipalities;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Form> find(long siteId) {
        return jdbc.sql("""
                select s.brin6, s.sector, o.name, coalesce(o.street, '') as street, coalesce(o.house_number, '') as number,
                       coalesce(o.postcode, '') as postcode, coalesce(o.town, '') as town,
                       coalesce(o.municipality_code, '') as municipality
                from school_site s join organisation o on o.id = s.organisation_id
                where o.id = ? and s.source_rank = 0
                """)
                .param(siteId)
                .query((row, n) -> new Form(
                        row.getString("brin6"),
                        Rows.constant(row, "sector", Sector.class),
                        row.getString("name"),
                        row.getString("street"),
                        row.getString("number"),
                        row.getString("postcode"),
                        row.getString("town"),
                        row.getString("municipality")))
                .optional();
    }

    @Override
    public Outcome<Long> add(Actor actor, Form form) {
        if (!may(actor)) {
            throw new NotFound("schools of the hub");
        }
        oneAtATime();
        Sector sector = form.sector();
        Problems problems = check(form, 0).addIf(sector == null, "soort", "schools.problem.sector");
        if (problems.any() || sector == null) {
            return Outcome.refused(problems);
        }
        long id = jdbc.sql("""
                with o as (
                  insert into organisation (kind, name, street, house_number, postcode, town, municipality_code, latitude,
                                            longitude, position_from)
                  select 'SCHOOL', :name, :street, :number, :postcode, :town, :municipality, p.latitude, p.longitude,
                         case when p.pc4 is not null then 'POSTCODE' end
                  from (values (left(:postcode, 4))) as at (pc4) left join postcode_area p using (pc4)
                  returning id
                )
                insert into school_site (organisation_id, brin6, sector, kind)
                select id, :brin, :sector, :kind from o
                returning organisation_id
                """)
                .params(values(form))
                .param("brin", brin6(form).isEmpty() ? free() : brin6(form))
                .param("sector", sector.name())
                .param("kind", sector == Sector.PO ? "BO" : null)
                .query(Long.class)
                .single();
        audit.add(actor, "SCHOOL_ADDED", "organisation", id);
        return Outcome.done(id);
    }

    @Override
    public Outcome<Long> change(Actor actor, long siteId, Form form) {
        if (!may(actor)) {
            throw new NotFound("school " + siteId);
        }
        oneAtATime();
        Optional<Form> was = find(siteId);
        if (was.isEmpty()) {
            throw new NotFound("school " + siteId);
        }
        Problems problems = check(form, siteId);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        jdbc.sql("update school_site set brin6 = ? where organisation_id = ?")
                .params(brin6(form).isEmpty() ? own(was.get().brin6()) : brin6(form), siteId)
                .update();
        // elsewhere: in the middle of its new postcode area, where that is known
        jdbc.sql("""
                update organisation o
                set latitude = p.latitude, longitude = p.longitude,
                    position_from = case when p.pc4 is not null then 'POSTCODE' end
                from (values (left(:postcode, 4))) as at (pc4) left join postcode_area p using (pc4)
                where o.id = :id and o.postcode is distinct from :postcode
                """).params(values(form)).param("id", siteId).update();
        jdbc.sql("""
                update organisation
                set name = :name, street = :street, house_number = :number, postcode = :postcode, town = :town,
                    municipality_code = :municipality
                where id = :id
                """).params(values(form)).param("id", siteId).update();
        audit.add(actor, "SCHOOL_CHANGED", "organisation", siteId);
        return Outcome.done(siteId);
    }

    @Override
    public void end(Actor actor, long siteId, boolean ended) {
        if (!may(actor) || find(siteId).isEmpty()) {
            throw new NotFound("school " + siteId);
        }
        jdbc.sql("update organisation set ended_on = ? where id = ?")
                .param(ended ? LocalDate.now(clock) : null)
                .param(siteId)
                .update();
        audit.add(actor, ended ? "SCHOOL_ENDED" : "SCHOOL_RESTORED", "organisation", siteId);
    }

    private static boolean may(Actor actor) {
        return actor.is(Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR);
    }

    /** Two who add at once would give out one number twice: the second waits. */
    private void oneAtATime() {
        jdbc.sql("lock table school_site in share row exclusive mode").update();
    }

    private Problems check(Form form, long butFor) {
        String brin6 = brin6(form);
        boolean wrong = !brin6.isEmpty() && !brin6.matches("[0-9]{2}[A-Z]{2}[0-9A-Z]{2}");
        Problems problems = new Problems()
                .addIf(wrong, "brin", "schools.problem.brin")
                .addIf(!wrong && taken(brin6, butFor), "brin", "schools.problem.brinTaken", brin6)
                .addIf(form.name().isBlank(), "naam", "organisations.problem.name")
                .addIf(
                        StoredOrganisations.postcode(form.postcode()) == null,
                        "postcode",
                        "organisations.problem.postcode")
                .addIf(form.town().isBlank(), "plaats", "schools.problem.town")
                .addIf(municipalities.find(form.municipality()).isEmpty(), "gemeente", "schools.problem.municipality");
        return StoredOrganisations.notTooLong(
                problems,
                Map.entry("naam", form.name()),
                Map.entry("straat", form.street()),
                Map.entry("huisnummer", form.houseNumber()),
                Map.entry("plaats", form.town()));
    }

    private boolean taken(String brin6, long butFor) {
        return jdbc.sql("select exists (select from school_site where brin6 = ? and organisation_id <> ?)")
                .params(brin6, butFor)
                .query(Boolean.class)
                .single();
    }

    private Map<String, @Nullable Object> values(Form form) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("name", form.name().strip());
        values.put("street", StoredOrganisations.orNull(form.street()));
        values.put("number", StoredOrganisations.orNull(form.houseNumber()));
        values.put("postcode", StoredOrganisations.postcode(form.postcode()));
        values.put("town", form.town().strip());
        values.put("municipality", form.municipality());
        return values;
    }

    private static String brin6(Form form) {
        return form.brin6().replace(" ", "").toUpperCase(Locale.ROOT);
    }

    /** The number of a school without BRIN: the one it has, when the hub gave it out. */
    private String own(String brin6) {
        return brin6.startsWith(OWN) ? brin6 : free();
    }

    /** A number of the hub's own that no school has. */
    private String free() {
        return jdbc.sql("""
                select brin6
                from generate_series(0, 25) as letter, generate_series(0, 99) as number,
                     lateral (select :own || chr(65 + letter) || lpad(number::text, 2, '0') as brin6) as own
                where not exists (select from school_site s where s.brin6 = own.brin6)
                order by brin6 limit 1
                """).param("own", OWN).query(String.class).single();
    }
}
