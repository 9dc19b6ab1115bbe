package nl.tec.organisations.internal.registers;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nl.tec.hub.Rows;
import nl.tec.organisations.internal.registers.Tally.Stored;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores school locations and their boards. Expects a transaction. */
@Component
class SchoolStore {

    /** The rank of the register from which a value comes; a lower one fills gaps but never overrides a higher one. */
    enum Rank {
        COORDINATES(1),
        PUPILS(2),
        ADDRESSES(3);

        final int number;

        Rank(int number) {
            this.number = number;
        }
    }

    private static final String COLUMNS = """
            brin6 text, name text, sector text, kind text, board text, denomination text, street text, house_number text,
            postcode text, town text, municipality text, region text, phone text, website text
            """;

    /** The number of new schools above which the planner statistics are updated. */
    private static final int MANY = 100;

    private final JdbcClient jdbc;
    private final Incoming incoming;

    SchoolStore(JdbcClient jdbc, Incoming incoming) {
        this.jdbc = jdbc;
        this.incoming = incoming;
    }

    /** Inserts and updates schools; a school in the file counts as not ended. */
    Stored merge(Rank rank, Collection<SchoolRow> schools, Tally tally) {
        incoming.fill(
                COLUMNS,
                schools.stream()
                        .map(s -> new @Nullable Object[] {
                            s.brin6(), s.name(), s.sector(), s.kind(), s.board(), s.denomination(), s.street(),
                            s.houseNumber(), s.postcode(), s.town(), s.municipality(), s.region(), s.phone(),
                                    s.website()
                        })
                        .toList());
        show(rank, tally);
        boards();
        int added = insert(rank);
        if (added > MANY) {
            incoming.analyze("organisation", "school_site");
        }
        int changed = update(rank);
        return new Stored(added, changed, schools.size() - added - changed);
    }

    /** Stores the disadvantage scores of known school locations, by BRIN. */
    Stored disadvantage(Map<String, Double> scores, Tally tally) {
        incoming.fill(
                "brin6 text, score numeric(10, 2)",
                scores.entrySet().stream()
                        .map(score -> new @Nullable Object[] {score.getKey(), score.getValue()})
                        .toList());
        jdbc.sql("""
                select s.brin6 || ' ' || o.name as school, coalesce(s.disadvantage_score::text, '-') as was, i.score::text as becomes
                from incoming i
                join school_site s using (brin6)
                join organisation o on o.id = s.organisation_id
                where s.disadvantage_score is distinct from i.score
                order by s.brin6 limit :most
                """).param("most", Tally.MAX_QUERIED_CHANGES).query(row -> {
            tally.change("import.change.disadvantage", row.getString(1), row.getString(2), row.getString(3));
        });
        return Merged.count(jdbc, scores.size(), """
                merge into school_site s using incoming i on s.brin6 = i.brin6
                when matched and s.disadvantage_score is distinct from i.score then update set disadvantage_score = i.score
                """);
    }

    /** Reports the pending changes. */
    private void show(Rank rank, Tally tally) {
        jdbc.sql("""
                select i.brin6 || ' ' || i.name as school, i.town
                from incoming i
                where not exists (select from school_site s where s.brin6 = i.brin6)
                order by i.brin6 limit :most
                """).param("most", Tally.MAX_QUERIED_CHANGES).query(row -> {
            tally.change("import.change.newSchool", row.getString(1), Objects.toString(row.getString(2), ""));
        });
        jdbc.sql("""
                select i.brin6 || ' ' || o.name as school, field, was, becomes
                from incoming i
                join school_site s on s.brin6 = i.brin6
                join organisation o on o.id = s.organisation_id
                cross join lateral (select :rank >= s.source_rank as over) as how
                cross join lateral (values
                  ('name', o.name, pick(over, i.name, o.name)),
                  ('street', concat_ws(' ', o.street, o.house_number),
                   case when over and i.street is not null or o.street is null then concat_ws(' ', i.street, i.house_number)
                        else concat_ws(' ', o.street, o.house_number) end),
                  ('postcode', o.postcode, pick(over, i.postcode, o.postcode)),
                  ('town', o.town, pick(over, i.town, o.town)),
                  ('board', s.board_number, pick(over, i.board, s.board_number)),
                  ('phone', o.phone, pick(over, i.phone, o.phone)),
                  ('website', o.website, pick(over, i.website, o.website)),
                  ('denomination', s.denomination, pick(over, i.denomination, s.denomination)),
                  ('region', lower(s.holiday_region), lower(pick(over, i.region, s.holiday_region)))
                ) as difference (field, was, becomes)
                where was is distinct from becomes
                order by i.brin6, field limit :most
                """)
                .param("rank", rank.number)
                .param("most", Tally.MAX_QUERIED_CHANGES * 9)
                .query(row -> {
                    tally.change(
                            "import.change." + row.getString("field"),
                            row.getString("school"),
                            Objects.toString(row.getString("was"), "-"),
                            row.getString("becomes"));
                });
    }

    /** Inserts missing boards; the register has only their numbers, the hub enters their names. */
    private void boards() {
        jdbc.sql("""
                insert into organisation (kind, name, source, board_number)
                select 'SCHOOL_BOARD', 'Schoolbestuur ' || board, 'DUO', board
                from (select distinct board from incoming where board is not null) as b
                order by board
                on conflict (board_number) do nothing
                """).update();
    }

    private int insert(Rank rank) {
        return jdbc.sql("""
                with new as materialized (
                  select i.*, nextval(pg_get_serial_sequence('organisation', 'id')) as id
                  from incoming i
                  where not exists (select from school_site s where s.brin6 = i.brin6)
                ), o as (
                  insert into organisation (id, kind, name, street, house_number, postcode, town, municipality_code, phone,
                                            website, source)
                  overriding system value
                  select id, 'SCHOOL', name, street, house_number, postcode, town, municipality, phone, website, 'DUO' from new
                )
                insert into school_site (organisation_id, brin6, sector, kind, board_number, board_id, denomination,
                                         holiday_region, source_rank)
                select n.id, n.brin6, n.sector, n.kind, n.board, b.id, n.denomination, n.region, :rank
                from new n left join organisation b on b.board_number = n.board
                """).param("rank", rank.number).update();
    }

    /**
     * Updates the schools. The kind of a school in DUO's counts (BO, SBO, SO, VSO) overrides that of the file that lists it. A school that
     * has moved loses its coordinates, because they are those of the old building.
     */
    private int update(Rank rank) {
        return jdbc.sql("""
                with wanted as materialized (
                  select s.organisation_id as id,
                         pick(over, i.name, o.name) as name,
                         pick(over, i.street, o.street) as street,
                         -- a house number belongs to its street
                         case when over and i.street is not null or o.street is null then i.house_number else o.house_number
                         end as house_number,
                         pick(over, i.postcode, o.postcode) as postcode,
                         pick(over, i.town, o.town) as town,
                         pick(over, i.municipality, o.municipality_code) as municipality_code,
                         pick(over, i.phone, o.phone) as phone,
                         pick(over, i.website, o.website) as website,
                         coalesce(over and i.postcode <> o.postcode, false) as moved,
                         case when by_counts then i.sector else s.sector end as sector,
                         case when by_counts then coalesce(i.kind, s.kind)
                              when s.source_rank = :counts or s.sector <> i.sector then s.kind
                              else pick(over, i.kind, s.kind) end as kind,
                         pick(over, i.board, s.board_number) as board_number,
                         pick(over, i.denomination, s.denomination) as denomination,
                         pick(over, i.region, s.holiday_region) as holiday_region,
                         greatest(s.source_rank, :rank) as source_rank,
                         case when over then null else o.ended_on end as ended_on
                  from incoming i
                  join school_site s on s.brin6 = i.brin6
                  join organisation o on o.id = s.organisation_id
                  cross join lateral (
                    select :rank >= s.source_rank as over,
                           :rank = :counts and s.sector in ('PO', 'SO') as by_counts
                  ) as how
                ), orgs as (
                  update organisation o
                  set name = w.name, street = w.street, house_number = w.house_number, postcode = w.postcode, town = w.town,
                      municipality_code = w.municipality_code, phone = w.phone, website = w.website, ended_on = w.ended_on,
                      latitude = case when w.moved then null else o.latitude end,
                      longitude = case when w.moved then null else o.longitude end,
                      position_from = case when w.moved then null else o.position_from end
                  from wanted w
                  where o.id = w.id
                    and (o.name, o.street, o.house_number, o.postcode, o.town, o.municipality_code, o.phone, o.website,
                         o.ended_on)
                        is distinct from
                        (w.name, w.street, w.house_number, w.postcode, w.town, w.municipality_code, w.phone, w.website,
                         w.ended_on)
                  returning o.id
                ), sites as (
                  update school_site s
                  set sector = w.sector, kind = w.kind, board_number = w.board_number, board_id = b.id,
                      denomination = w.denomination, holiday_region = w.holiday_region, source_rank = w.source_rank
                  from wanted w left join organisation b on b.board_number = w.board_number
                  where s.organisation_id = w.id
                    and (s.sector, s.kind, s.board_number, s.denomination, s.holiday_region, s.source_rank)
                        is distinct from
                        (w.sector, w.kind, w.board_number, w.denomination, w.holiday_region, w.source_rank)
                  returning s.organisation_id as id, (s.source_rank) as rank
                )
                select count(*) from (select id from orgs union select id from sites) as touched
                """)
                .param("rank", rank.number)
                .param("counts", Rank.PUPILS.number)
                .query(Integer.class)
                .single();
    }

    /** Stores the layout of the file with the schools that were just merged. */
    void layout(int layout) {
        jdbc.sql("""
                update school_site s set address_layout = :layout from incoming i
                where i.brin6 = s.brin6 and s.address_layout is distinct from :layout
                """).param("layout", layout).update();
    }

    /** Returns the newest layout of the address files behind the schools of a sector; 0 if there are none. */
    int newestLayout(Sector sector, int withRegion, int older) {
        return jdbc.sql("""
                select coalesce(max(coalesce(address_layout, case when holiday_region is null then :older else :region end)), 0)
                from school_site where sector = :sector and source_rank = :addresses
                """)
                .param("region", withRegion)
                .param("older", older)
                .param("sector", sector.name())
                .param("addresses", Rank.ADDRESSES.number)
                .query(Integer.class)
                .single();
    }

    /** The schools that an earlier address file listed and this one does not: ids, and BRIN with name. @param listed still listed */
    record Unlisted(List<Long> ids, List<String> schools, int listed) {}

    Unlisted unlisted(Sector sector, Collection<String> inFile) {
        incoming.fill(
                "brin6 text",
                inFile.stream().map(b -> new @Nullable Object[] {b}).toList());
        return jdbc.sql("""
                select coalesce(array_agg(o.id order by s.brin6) filter (where i.brin6 is null), '{}') as ids,
                       coalesce(array_agg(s.brin6 || ' ' || o.name order by s.brin6) filter (where i.brin6 is null), '{}') as schools,
                       count(i.brin6) as listed
                from school_site s
                join organisation o on o.id = s.organisation_id
                left join incoming i on i.brin6 = s.brin6
                where s.sector = :sector and s.source_rank = :addresses and o.ended_on is null
                """)
                .param("sector", sector.name())
                .param("addresses", Rank.ADDRESSES.number)
                .query((row, n) -> new Unlisted(
                        List.of((Long[]) row.getArray("ids").getArray()),
                        Rows.texts(row, "schools"),
                        row.getInt("listed")))
                .single();
    }

    void end(List<Long> ids, LocalDate day) {
        jdbc.sql("update organisation set ended_on = :day where id = any (:ids)")
                .param("day", day)
                .param("ids", ids.toArray(Long[]::new))
                .update();
    }
}
