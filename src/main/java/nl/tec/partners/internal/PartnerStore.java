package nl.tec.partners.internal;

import nl.tec.partners.Partners.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class PartnerStore {

    private final JdbcClient jdbc;

    PartnerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether an organisation can be a partner. */
    public boolean canBePartner(long organisationId) {
        return jdbc.sql("select exists (select from organisations_organisation_v where id = ? and kind <> 'SCHOOL')")
                .param(organisationId)
                .query(Boolean.class)
                .single();
    }

    /** Adds a partner; false if it was one already. */
    public boolean add(long organisationId) {
        return jdbc.sql("insert into partner (organisation_id) values (?) on conflict do nothing")
                        .param(organisationId)
                        .update()
                > 0;
    }

    /** Stores a profile, and makes the organisation a partner if it is not. @return false if it cannot be one */
    public boolean put(long organisationId, Profile profile) {
        return jdbc.sql("""
                insert into partner (organisation_id, worlds, about_nl, about_en, shown)
                select id, coalesce(string_to_array(nullif(:worlds, ''), ','), '{}'), :nl, :en, :shown from organisations_organisation_v where id = :id and kind <> 'SCHOOL'
                on conflict (organisation_id) do update set worlds = excluded.worlds, about_nl = excluded.about_nl,
                            about_en = excluded.about_en, shown = excluded.shown
                """)
                        .param("worlds", PartnerSql.words(profile.worlds()))
                        .param("nl", profile.aboutNl().strip())
                        .param("en", profile.aboutEn().strip())
                        .param("shown", profile.shown())
                        .param("id", organisationId)
                        .update()
                > 0;
    }
}
