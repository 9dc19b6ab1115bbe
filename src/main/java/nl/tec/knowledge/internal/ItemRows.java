package nl.tec.knowledge.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import nl.tec.hub.Rows;
import nl.tec.knowledge.Item;
import nl.tec.knowledge.ItemDetails;
import nl.tec.knowledge.ItemState;

/** The mapping of rows to items. */
final class ItemRows {

    /** The columns of knowledge_item k, without its search text. */
    static final String COLUMNS = """
            k.id, k.slug, k.kind, k.state, k.access, k.title_nl, k.title_en, k.summary_nl, k.summary_en, k.worlds, k.worlds[1] as world,
            k.audiences, k.po_from as groups_from, k.po_to as groups_to, k.vo_from as years_from, k.vo_to as years_to,
            k.mbo_from as mbo_years_from, k.mbo_to as mbo_years_to, null::int as ages_from, null::int as ages_to, null::text[] as levels,
            k.minutes, k.licence, k.tags, coalesce(o.name, '') as organisation
            """;

    static final String FROM =
            " from knowledge_item k left join organisations_organisation_v o on o.id = k.organisation_id ";

    static final String SELECT = "select " + COLUMNS + """
            , k.body_nl, k.body_en, k.goals, k.language, k.organisation_id, k.video_url as video, k.review_on, k.version, k.invented,
            k.published_at, k.changed_at, k.own, k.revises_id as revises, k.moderation,
            k.moderation_message as message, k.submitted_by
            """ + FROM;

    private ItemRows() {}

    static Item item(ResultSet row, List<Item.File> files, List<Item.UsedAt> activities, List<Item.AtStep> steps)
            throws SQLException {
        return new Item(
                row.getLong("id"),
                row.getString("slug"),
                Rows.constant(row, "state", ItemState.class),
                Rows.read(row, ItemDetails.class),
                row.getString("organisation"),
                row.getInt("version"),
                row.getBoolean("invented"),
                Rows.instantOrNull(row, "published_at"),
                Rows.instant(row, "changed_at"),
                row.getBoolean("own") ? Rows.read(row, Item.Ownership.class) : null,
                files,
                activities,
                steps);
    }
}
