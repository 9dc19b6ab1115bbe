package nl.tec.organisations.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.organisations.OwnSchools.Form;
import nl.tec.shared.PlainText;
import nl.tec.shared.Postcode;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the schools that the hub manages itself. */
@Component
public class OwnSchoolStore {

    private final JdbcClient jdbc;

    OwnSchoolStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Form> find(long siteId) {
        return jdbc.sql("""
                select s.brin6, s.sector, o.name, coalesce(o.street, '') as street, coalesce(o.house_number, '') as house_number,
                       coalesce(o.postcode, '') as postcode, coalesce(o.town, '') as town,
                       coalesce(o.municipality_code, '') as municipality
                from school_site s join organisation o on o.id = s.organisation_id
                where o.id = ? and s.source_rank = 0
                """).param(siteId).query(Rows.of(Form.class)).optional();
    }

    /** Locks the table, so that concurrent additions do not issue the same number. */
    public void lock() {
        jdbc.sql("lock table school_site in share row exclusive mode").update();
    }

    public boolean isTaken(String brin6, long butFor) {
        return jdbc.sql("select exists (select from school_site where brin6 = ? and organisation_id <> ?)")
                .params(brin6, butFor)
                .query(Boolean.class)
                .single();
    }

    /** Returns the first free number with a prefix. */
    public String free(String own) {
        return jdbc.sql("""
                select brin6
                from generate_series(0, 25) as letter, generate_series(0, 99) as number,
                     lateral (select :own || chr(65 + letter) || lpad(number::text, 2, '0') as brin6) as own
                where not exists (select from school_site s where s.brin6 = own.brin6)
                order by brin6 limit 1
                """).param("own", own).query(String.class).single();
    }

    public long insert(Form form, Sector sector, String brin6) {
        return jdbc.sql("""
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
                .param("brin", brin6)
                .param("sector", sector.name())
                .param("kind", sector == Sector.PO ? "BO" : null)
                .query(Long.class)
                .single();
    }

    public void update(long siteId, Form form, String brin6) {
        jdbc.sql("update school_site set brin6 = ? where organisation_id = ?")
                .params(brin6, siteId)
                .update();
        // after a change of postcode: the centre of its new postcode area, if known
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
    }

    private Map<String, @Nullable Object> values(Form form) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("name", form.name().strip());
        values.put("street", PlainText.orNull(form.street()));
        values.put("number", PlainText.orNull(form.houseNumber()));
        values.put("postcode", Postcode.parse(form.postcode()).orElse(null));
        values.put("town", form.town().strip());
        values.put("municipality", form.municipality());
        return values;
    }
}
