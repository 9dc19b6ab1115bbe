package nl.tec.steering.internal;

import static nl.tec.steering.Condition.BOARDS;
import static nl.tec.steering.Condition.CARE;
import static nl.tec.steering.Condition.COMPANIES;
import static nl.tec.steering.Condition.FOCUS;
import static nl.tec.steering.Condition.PROFESSIONALS;
import static nl.tec.steering.Condition.PROGRAMME;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.reach.Band;
import nl.tec.reach.ChildrenReach;
import nl.tec.reach.Reach;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import nl.tec.steering.Condition;
import nl.tec.steering.Evidence;
import nl.tec.steering.Fact;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The evidence of the visits of a school year for the conditions: attendance, arrangements, and coherence of the programme. */
@Component
@Order(2)
class VisitEvidence implements Evidence {

    /** Above the highest grade of any sector. */
    private static final int MAX_GRADE = 9;

    private static final int YOUNGEST = 8;
    private static final int OLDEST = 14;

    /** Groups 5 to 8 and the first two years of secondary school are 8 to 14 years old. */
    private static final List<Band> IN_FOCUS =
            List.of(new Band(Sector.PO, 5, 8), new Band(Sector.SO, 5, 8), new Band(Sector.VO, 1, 2));

    private static final List<Band> EVERYBODY = Arrays.stream(Sector.values())
            .map(sector -> new Band(sector, 1, MAX_GRADE))
            .toList();

    private final JdbcClient jdbc;
    private final Reach reach;
    private final HubSettings hub;
    private final Texts texts;

    VisitEvidence(JdbcClient jdbc, Reach reach, HubSettings hub, Texts texts) {
        this.reach = reach;
        this.jdbc = jdbc;
        this.hub = hub;
        this.texts = texts;
    }

    private record Counts(
            long visits,
            long busAsked,
            long busArranged,
            long lessons,
            long inALine,
            long atCompanies,
            long sessions,
            long withProfessional,
            long places,
            long schoolsAgain,
            long schools,
            long primaryCame,
            long primaryAll) {}

    @Override
    public Map<Condition, List<Fact>> of(int year, Locale language) {
        SchoolYear schoolYear = new SchoolYear(year);
        Counts counts = counts(schoolYear);
        ChildrenReach children = reach.children(schoolYear, YOUNGEST, OLDEST);
        Say say = new Say(texts, language);
        Fact line = say.share("line", counts.inALine(), counts.visits());
        Fact again = say.share("again", counts.schoolsAgain(), counts.schools());
        // no professional named at any session means that it is not recorded, not that nobody was there
        Fact professional = counts.withProfessional() == 0
                ? say.notMeasured("nobodyNamed")
                : say.share("professional", counts.withProfessional(), counts.sessions());
        return Map.of(
                FOCUS,
                List.of(
                        say.share("focus", reach.pupils(schoolYear, IN_FOCUS), reach.pupils(schoolYear, EVERYBODY)),
                        say.share("focusChildren", children.ofAge(), children.all())),
                CARE,
                List.of(
                        say.share("bus", counts.busArranged(), counts.busAsked()),
                        professional,
                        say.share("lessons", counts.lessons(), counts.visits())),
                BOARDS,
                List.of(say.share("primary", counts.primaryCame(), counts.primaryAll()), line),
                COMPANIES,
                List.of(say.count("atCompanies", counts.atCompanies(), null)),
                PROGRAMME,
                List.of(line, again, say.count("places", counts.places(), null)),
                PROFESSIONALS,
                List.of(professional));
    }

    private Counts counts(SchoolYear year) {
        return jdbc.sql("""
                with visit as materialized (select * from steering_class_visit_v where held_on between :first and :last),
                primary_school as (
                    select s.organisation_id as site_id
                      from organisations_school_site_v s
                      join organisations_organisation_v o on o.id = s.organisation_id
                      left join reach_school_moved_v m on m.site_id = s.organisation_id and m.school_year = :year
                     where s.sector = 'PO' and enrols_in(o.ended_on, :year)
                       and coalesce(m.municipality_code, o.municipality_code) = any(:municipalities))
                select count(distinct booking_id) as visits,
                       count(distinct booking_id) filter (where bus_asked) as bus_asked,
                       count(distinct booking_id) filter (where bus_asked and bus_arranged) as bus_arranged,
                       count(distinct booking_id) filter (where lessons_around) as lessons,
                       count(distinct booking_id) filter (where in_a_line) as in_a_line,
                       count(distinct booking_id) filter (where venue_kind = 'COMPANY') as at_companies,
                       count(distinct session_id) as sessions,
                       count(distinct session_id) filter (where with_professional) as with_professional,
                       count(distinct venue_id) as places,
                       (select count(*) from (select from visit group by site_id having count(distinct booking_id) > 1) again)
                           as schools_again,
                       count(distinct site_id) as schools,
                       (select count(*) from primary_school p where p.site_id in (select site_id from visit)) as primary_came,
                       (select count(*) from primary_school) as primary_all
                  from visit
                """)
                .param("first", year.firstDay())
                .param("last", year.lastDay())
                .param("year", year.start())
                .param("municipalities", hub.municipalities().toArray(String[]::new))
                .query(Rows.of(Counts.class))
                .single();
    }
}
