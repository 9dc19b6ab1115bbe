package nl.tec.exchange.internal;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.exchange.Feeds;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.World;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes the OpenActive feed: compares the stored feed with the published programme. */
@Component
public class FeedStore {

    private final JdbcClient jdbc;
    private final HubSettings hub;
    private final JsonMapper json;

    FeedStore(JdbcClient jdbc, HubSettings hub, JsonMapper json) {
        this.jdbc = jdbc;
        this.hub = hub;
        this.json = json;
    }

    /**
     * Numbers the changes since the last refresh, in the transaction of the caller. A session leaves the feed a day after its end; its
     * deletion stays in the feed for eight days, one more than the specification requires.
     */
    public void refresh() {
        // one transaction at a time, so that numbers follow the order of commits
        jdbc.sql("select pg_advisory_xact_lock(7070)").query((row, n) -> row).list();
        jdbc.sql("""
                with published as (
                  select s.id::text as item_id, jsonb_strip_nulls(jsonb_build_object(
                      '@context', 'https://openactive.io/',
                      '@type', 'Event',
                      '@id', :base || :path || '/' || s.id,
                      'identifier', s.id,
                      'name', a.title_nl,
                      'description', a.promise_nl,
                      'url', :base || '/activiteit/' || a.slug,
                      'startDate', to_char(s.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                      'endDate', to_char(s.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                      'duration', 'PT' || (extract(epoch from s.ends_at - s.starts_at) / 60)::int || 'M',
                      'eventStatus', 'https://schema.org/' || case s.state when 'CANCELLED' then 'EventCancelled' else 'EventScheduled' end,
                      'maximumAttendeeCapacity', s.capacity,
                      'remainingAttendeeCapacity', case when s.state = 'PUBLISHED' then
                        case when coalesce(v.open, true) and (a.takes <> 'CLASSES' or coalesce(v.free_classes, 1) > 0)
                             then greatest(coalesce(v.free, s.capacity), 0) else 0 end end,
                      -- of a class, the ages of its groups: readers take who says nothing for an event for adults
                      'ageRange', jsonb_build_object('@type', 'QuantitativeValue',
                        'minValue', coalesce(least(a.age_from, a.po_from + 3, a.vo_from + 11, a.mbo_from + 15), 0),
                        'maxValue', case when a.mbo_to is null then greatest(a.age_to, a.po_to + 4, a.vo_to + 12) end),
                      'isAccessibleForFree', cost.cents = 0,
                      'activity', jsonb_build_array(:worlds::jsonb -> a.worlds[1]),
                      'organizer', jsonb_build_object('@type', 'Organization', '@id', :base || '/over', 'name', :hub, 'url', :base),
                      'location', jsonb_build_object(
                        '@type', 'Place', '@id', :base || '/plek/' || p.key, 'name', p.name_nl,
                        'telephone', p.phone,
                        -- a place without a street is a point on the map, at least the middle of its postcode area
                        'address', case when p.street is not null then jsonb_build_object('@type', 'PostalAddress',
                          'streetAddress', p.street, 'postalCode', coalesce(p.postcode, p.pc4), 'addressLocality', p.town,
                          'addressRegion', :region, 'addressCountry', 'NL') end,
                        'geo', case when area.latitude is not null then jsonb_build_object(
                          '@type', 'GeoCoordinates', 'latitude', area.latitude, 'longitude', area.longitude) end),
                      'offers', jsonb_build_array(jsonb_build_object(
                        '@type', 'Offer',
                        '@id', :base || :path || '/' || s.id || '#offer',
                        'name', case a.takes when 'CLASSES' then 'Per klas' else 'Per deelnemer' end,
                        'price', round(cost.cents / 100.0, 2), 'priceCurrency', 'EUR',
                        'url', :base || '/activiteit/' || a.slug)))) as data
                    from programme_session_v s
                    join programme_activity_v a on a.id = s.activity_id and a.state <> 'DRAFT'
                    join venues_venue_v p on p.id = s.venue_id
                    left join bookings_session_availability_v v on v.session_id = s.id
                    left join organisations_postcode_area_v pc on pc.pc4 = p.pc4
                   cross join lateral (select coalesce(p.latitude, pc.latitude) as latitude,
                                              coalesce(p.longitude, pc.longitude) as longitude) area
                   cross join lateral (select case a.takes when 'CLASSES' then a.cost_school_cents
                                                           else a.cost_participant_cents end as cents) cost
                   where s.state <> 'DRAFT' and s.ends_at > now() - interval '1 day'),
                changed as (
                  select coalesce(n.item_id, f.item_id) as item_id, n.data
                    from published n
                    full join (select item_id, data from feed_item where kind = 'Event') f using (item_id)
                   where n.data is distinct from f.data)
                insert into feed_item as kept (kind, item_id, change, data, changed_at)
                select 'Event', item_id, nextval('feed_change'), data, now() from changed
                    on conflict (kind, item_id) do update
                   set change = excluded.change, data = excluded.data, changed_at = excluded.changed_at
                """)
                .param("base", hub.get(Setting.BASE_URL))
                .param("path", Feeds.EVENTS)
                .param("hub", hub.name())
                .param("region", hub.get(Setting.CITY))
                .param("worlds", worlds())
                .update();
        jdbc.sql("delete from feed_item where data is null and changed_at < now() - interval '8 days'")
                .update();
    }

    /** Returns the worlds of technology as concepts of a scheme of our own: the list of OpenActive has sports only. */
    private String worlds() {
        String scheme = hub.get(Setting.BASE_URL) + "/open-data#werelden";
        return json.writeValueAsString(Arrays.stream(World.values())
                .collect(Collectors.toMap(
                        World::name,
                        world -> Map.of(
                                "@type",
                                "Concept",
                                "@id",
                                hub.get(Setting.BASE_URL) + "/open-data#" + world.code(),
                                "prefLabel",
                                world.displayName(),
                                "inScheme",
                                scheme))));
    }
}
