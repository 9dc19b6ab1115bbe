package nl.tec.employers.internal;

import java.sql.Time;
import java.time.Clock;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferDetails;
import nl.tec.employers.OfferDetails.Guests;
import nl.tec.employers.OfferDetails.Location;
import nl.tec.hub.Rows;
import nl.tec.shared.NotFound;
import nl.tec.shared.Postcode;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores validated offers. */
@Component
public class OfferStore {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Venues venues;

    OfferStore(JdbcClient jdbc, Clock clock, Venues venues) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.venues = venues;
    }

    /** Returns the venue of an offer; null: at the school, or at a company without a venue in the programme yet. */
    public @Nullable Long venue(long id) {
        return jdbc.sql("select offer_venue(o) from offer o where id = ?")
                .param(id)
                .query((row, n) -> Optional.ofNullable(row.getObject(1, Long.class)))
                .single()
                .orElse(null);
    }

    /** Updates the number of simultaneous groups of the company's venue, which other offers may share. */
    private void receive(long id, OfferDetails details) {
        Long venue = details.where().held() == Location.COMPANY ? venue(id) : null;
        if (venue != null) {
            venues.raiseGroupsAtOnce(venue, details.times().atOnce());
        }
    }

    public Optional<Offer> find(long id) {
        return jdbc.sql(OfferRows.SELECT + "where o.id = ?")
                .param(id)
                .query(OfferRows::offer)
                .optional();
    }

    public Offer get(long id) {
        return find(id).orElseThrow(() -> new NotFound("offer " + id));
    }

    /** Returns and locks an offer until the end of the transaction. */
    public Offer lock(long id) {
        jdbc.sql("select 1 from offer where id = ? for update")
                .param(id)
                .query(Integer.class)
                .optional();
        return get(id);
    }

    /** Returns the account that last changed an offer. */
    public long lastEditor(long id) {
        return jdbc.sql("select changed_by from offer where id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    /** Whether an organisation can have offers: it exists, is not a school, and has not ended. */
    public boolean canOffer(long organisationId) {
        return jdbc.sql(
                                "select count(*) from organisations_organisation_v where id = ? and kind <> 'SCHOOL' and ended_on is null")
                        .param(organisationId)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    public long insert(long organisationId, Offer.State state, OfferDetails details, Actor by) {
        Map<String, @Nullable Object> values = values(details, by);
        values.put("organisation_id", organisationId);
        values.put("state", state.name());
        long id = jdbc.sql("insert into offer" + Rows.inserted(values.keySet()) + " returning id")
                .params(values)
                .query(Long.class)
                .single();
        locate(id);
        receive(id, details);
        return id;
    }

    public void update(long id, OfferDetails details, Actor by) {
        Map<String, @Nullable Object> values = values(details, by);
        String assigned = Rows.assigned(values.keySet());
        values.put("id", id);
        jdbc.sql("update offer set " + assigned + ", version = version + 1 where id = :id")
                .params(values)
                .update();
        locate(id);
        receive(id, details);
    }

    public void become(long id, Offer.State state, Actor by) {
        jdbc.sql("update offer set state = :state, changed_at = :now, changed_by = :by where id = :id")
                .param("state", state.name())
                .param("now", Rows.now(clock))
                .param("by", by.accountId())
                .param("id", id)
                .update();
    }

    /** Stores the approximate position: the centre of its postcode area, or else the position of the company. */
    private void locate(long id) {
        jdbc.sql("""
                update offer o set latitude = coalesce(p.latitude, org.near_latitude),
                                   longitude = coalesce(p.longitude, org.near_longitude)
                from organisations_organisation_v org
                left join organisations_postcode_area_v p on p.pc4 = (select left(postcode, 4)::char(4) from offer where id = :id)
                where o.id = :id and org.id = o.organisation_id
                """).param("id", id).update();
    }

    private Map<String, @Nullable Object> values(OfferDetails details, Actor by) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("kind", details.kind().name());
        Rows.put(values, "title", details.words().title());
        Rows.put(values, "promise", details.words().promise());
        Rows.put(values, "description", details.words().description());
        Rows.put(values, "clothing", details.words().clothing());
        Rows.put(values, "worlds", details.worlds());
        Rows.put(values, "disciplines", details.disciplines());
        Guests guests = details.guests();
        Rows.put(values, "po", guests.groups());
        Rows.put(values, "vo", guests.years());
        Rows.put(values, "mbo", guests.mboYears());
        values.put("youngest_age", guests.youngestAge());
        values.put("group_min", guests.min());
        values.put("group_max", guests.max());
        values.put("wheelchair", guests.wheelchair());
        values.put("coach", guests.coach());
        OfferDetails.Site where = details.where();
        values.put("held", where.held().name());
        values.put("street", where.street().strip());
        values.put(
                "postcode",
                Postcode.parse(where.postcode()).orElse(where.postcode().strip()));
        values.put("town", where.town().strip());
        values.put("room_id", where.held() == Location.ROOM ? where.roomId() : null);
        values.put("travel_km", where.held() == Location.SCHOOL ? where.travelKm() : null);
        values.put("minutes", details.times().minutes());
        values.put("morning_at", time(details.times().morning()));
        values.put("afternoon_at", time(details.times().afternoon()));
        Rows.put(values, "closed_weeks", details.times().closedWeeks());
        values.put("week_most", details.times().perWeek());
        values.put("groups_at_once", details.times().atOnce());
        Rows.put(values, "goals", details.goals());
        values.put("term_days", details.answering().termDays());
        values.put("contact_email", details.answering().email().strip().toLowerCase(Locale.ROOT));
        values.put("contact_language", details.answering().language().getLanguage());
        values.put("changed_at", Rows.now(clock));
        values.put("changed_by", by.accountId());
        return values;
    }

    private static Time time(LocalTime time) {
        return Time.valueOf(time);
    }
}
