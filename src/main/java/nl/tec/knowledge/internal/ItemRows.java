package nl.tec.knowledge.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import nl.tec.hub.Rows;
import nl.tec.knowledge.Item;
import nl.tec.knowledge.ItemAccess;
import nl.tec.knowledge.ItemDetails;
import nl.tec.knowledge.ItemKind;
import nl.tec.knowledge.ItemModeration;
import nl.tec.knowledge.ItemState;
import nl.tec.knowledge.Library.Card;
import nl.tec.knowledge.Licence;
import nl.tec.programme.ForWhom;
import nl.tec.shared.Audience;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/** The mapping of rows to items. */
final class ItemRows {

    /** The columns of knowledge_item k, without its search text. */
    static final String COLUMNS = """
            k.id, k.slug, k.kind, k.state, k.access, k.title_nl, k.title_en, k.summary_nl, k.summary_en, k.worlds, k.audiences,
            k.po_from, k.po_to, k.vo_from, k.vo_to, k.mbo_from, k.mbo_to, k.minutes, k.licence, k.tags, o.name as organisation
            """;

    static final String FROM =
            " from knowledge_item k left join organisations_organisation_v o on o.id = k.organisation_id ";

    static final String SELECT = "select " + COLUMNS + """
            , k.body_nl, k.body_en, k.goals, k.language, k.organisation_id, k.video_url, k.review_on, k.version, k.invented,
            k.published_at, k.changed_at, k.own, k.revises_id, k.moderation, k.moderation_message, k.submitted_by
            """ + FROM;

    private ItemRows() {}

    static Item item(ResultSet row, List<Item.File> files, List<Item.UsedAt> activities, List<Item.AtStep> steps)
            throws SQLException {
        return new Item(
                row.getLong("id"),
                row.getString("slug"),
                Rows.constant(row, "state", ItemState.class),
                new ItemDetails(
                        Rows.constant(row, "kind", ItemKind.class),
                        Rows.constant(row, "access", ItemAccess.class),
                        new ItemDetails.Words(
                                Rows.bilingual(row, "title"),
                                Rows.bilingual(row, "summary"),
                                Rows.bilingual(row, "body")),
                        Rows.constants(row, "worlds", World.class),
                        forWhom(row),
                        Rows.texts(row, "goals"),
                        Rows.intOrNull(row, "minutes"),
                        Rows.constant(row, "licence", Licence.class),
                        row.getString("language"),
                        Rows.longOrNull(row, "organisation_id"),
                        row.getString("video_url"),
                        Rows.texts(row, "tags"),
                        row.getDate("review_on").toLocalDate()),
                organisation(row),
                row.getInt("version"),
                row.getBoolean("invented"),
                Rows.instantOrNull(row, "published_at"),
                Rows.instant(row, "changed_at"),
                own(row),
                files,
                activities,
                steps);
    }

    static Card card(ResultSet row) throws SQLException {
        return new Card(
                row.getLong("id"),
                row.getString("slug"),
                Rows.constant(row, "kind", ItemKind.class),
                Rows.constant(row, "access", ItemAccess.class),
                Rows.constants(row, "worlds", World.class).get(0),
                Rows.bilingual(row, "title"),
                Rows.bilingual(row, "summary"),
                forWhom(row),
                Rows.intOrNull(row, "minutes"),
                Rows.constant(row, "licence", Licence.class),
                organisation(row),
                Rows.texts(row, "tags"));
    }

    private static Item.@Nullable Own own(ResultSet row) throws SQLException {
        return row.getBoolean("own")
                ? new Item.Own(
                        Rows.longOrNull(row, "revises_id"),
                        Rows.constantOrNull(row, "moderation", ItemModeration.class),
                        row.getString("moderation_message"),
                        Rows.longOrNull(row, "submitted_by"))
                : null;
    }

    private static String organisation(ResultSet row) throws SQLException {
        return Objects.toString(row.getString("organisation"), "");
    }

    private static ForWhom forWhom(ResultSet row) throws SQLException {
        return new ForWhom(
                Set.copyOf(Rows.constants(row, "audiences", Audience.class)),
                Rows.span(row, "po"),
                Rows.span(row, "vo"),
                Rows.span(row, "mbo"),
                null,
                Set.of());
    }
}
