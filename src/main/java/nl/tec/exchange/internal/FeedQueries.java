package nl.tec.exchange.internal;

import java.util.List;
import java.util.Optional;
import nl.tec.exchange.Feeds;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The queries of {@link Feeds}. */
@Component
public class FeedQueries {

    private final JdbcClient jdbc;

    FeedQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Feeds.Item> after(long change, int limit) {
        return jdbc.sql("""
                select change, json_build_object('state', case when data is null then 'deleted' else 'updated' end,
                         'kind', kind, 'id', item_id, 'modified', change)::text as head, data::text as data
                  from feed_item
                 where kind = 'Event' and change > :change
                 order by change
                 limit :limit
                """)
                .param("change", change)
                .param("limit", limit)
                .query((row, n) ->
                        new Feeds.Item(row.getLong("change"), item(row.getString("head"), row.getString("data"))))
                .list();
    }

    public Optional<String> event(long session) {
        return jdbc.sql("select data::text from feed_item where kind = 'Event' and item_id = :id and data is not null")
                .param("id", Long.toString(session))
                .query(String.class)
                .optional();
    }

    public List<Feeds.Novelty> latest(int limit) {
        return jdbc.sql("""
                select slug, title_nl as title, promise_nl as promise, changed_at from programme_activity_v
                 where state = 'PUBLISHED'
                 order by changed_at desc, id desc
                 limit :limit
                """)
                .param("limit", limit)
                .query(Rows.of(Feeds.Novelty.class))
                .list();
    }

    /** Concatenates the item as text: the data is already JSON, and a page has hundreds of them. */
    private static String item(String head, @Nullable String data) {
        return data == null ? head : head.substring(0, head.length() - 1) + ", \"data\": " + data + "}";
    }
}
