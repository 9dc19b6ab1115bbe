package nl.tec.knowledge.internal;

import io.gdcc.xoai.dataprovider.exceptions.handler.IdDoesNotExistException;
import io.gdcc.xoai.dataprovider.filter.ScopedFilter;
import io.gdcc.xoai.dataprovider.model.ItemIdentifier;
import io.gdcc.xoai.dataprovider.model.MetadataFormat;
import io.gdcc.xoai.dataprovider.model.Set;
import io.gdcc.xoai.dataprovider.repository.ItemRepository;
import io.gdcc.xoai.dataprovider.repository.ResultsPage;
import io.gdcc.xoai.model.oaipmh.ResumptionToken;
import io.gdcc.xoai.model.oaipmh.results.record.Metadata;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import nl.tec.knowledge.Item;
import nl.tec.knowledge.ItemAccess;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Library items as records of OAI-PMH. Every item that was ever published has one; it is marked as deleted while the item is not open to
 * everybody. Items are never removed, so a deleted record stays. Ordered by id, so that a change during a harvest moves no record to
 * another page.
 */
@Component
public class HarvestedItems implements ItemRepository {

    public static final MetadataFormat DUBLIN_CORE = MetadataFormat.metadataFormat("oai_dc")
            .withNamespace(ItemMetadata.OAI_DC)
            .withSchemaLocation(ItemMetadata.OAI_DC_SCHEMA);

    public static final MetadataFormat LOM = MetadataFormat.metadataFormat("lom")
            .withNamespace(ItemMetadata.LOM)
            .withSchemaLocation(ItemMetadata.LOM_SCHEMA);

    private static final Pattern IDENTIFIER = Pattern.compile("oai:([a-z0-9.-]+):([1-9][0-9]{0,17})");

    private static final String RECORDS = " k.published_at is not null ";

    private final JdbcClient jdbc;
    private final HubSettings hub;

    HarvestedItems(JdbcClient jdbc, HubSettings hub) {
        this.jdbc = jdbc;
        this.hub = hub;
    }

    private record Header(String getIdentifier, Instant getDatestamp, boolean isDeleted) implements ItemIdentifier {
        @Override
        public List<Set> getSets() {
            return List.of();
        }
    }

    private record Full(String getIdentifier, Instant getDatestamp, boolean isDeleted, String xml)
            implements io.gdcc.xoai.dataprovider.model.Item {
        @Override
        public List<Set> getSets() {
            return List.of();
        }

        @Override
        public Metadata getMetadata() {
            return Metadata.copyFromStream(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Returns a time before any change of a record. */
    public Optional<Instant> earliest() {
        return jdbc.sql("select min(published_at) from knowledge_item")
                .query((row, n) -> Optional.ofNullable(Rows.instantOrNull(row, "min")))
                .single();
    }

    @Override
    public ItemIdentifier getItemIdentifier(String identifier) throws IdDoesNotExistException {
        return find(identifier, this::header);
    }

    @Override
    public io.gdcc.xoai.dataprovider.model.Item getItem(String identifier, MetadataFormat format)
            throws IdDoesNotExistException {
        return find(identifier, source -> full(source, format));
    }

    @Override
    public ResultsPage<ItemIdentifier> getItemIdentifiers(
            List<ScopedFilter> filters, MetadataFormat format, int max, ResumptionToken.Value asked) {
        return page(max, asked, this::header);
    }

    @Override
    public ResultsPage<io.gdcc.xoai.dataprovider.model.Item> getItems(
            List<ScopedFilter> filters, MetadataFormat format, int max, ResumptionToken.Value asked) {
        return page(max, asked, source -> full(source, format));
    }

    private <T> T find(String identifier, Function<ItemMetadata.Source, T> record) throws IdDoesNotExistException {
        Matcher parts = IDENTIFIER.matcher(identifier);
        if (!parts.matches() || !parts.group(1).equals(host())) {
            throw new IdDoesNotExistException("There is no record " + identifier + ".");
        }
        return read(" and k.id = :id", Map.of("id", Long.valueOf(parts.group(2)))).stream()
                .findFirst()
                .map(record)
                .orElseThrow(() -> new IdDoesNotExistException("There is no record " + identifier + "."));
    }

    private <T> ResultsPage<T> page(
            int max, ResumptionToken.Value asked, Function<ItemMetadata.Source, ? extends T> record) {
        Map<String, Object> values = new HashMap<>();
        String condition = "";
        if (asked.hasFrom()) {
            condition += " and k.changed_at >= :from";
            values.put("from", Rows.timestamp(asked.getFrom()));
        }
        if (asked.hasUntil()) {
            // the protocol library has already added the second that makes the bound inclusive
            condition += " and k.changed_at < :until";
            values.put("until", Rows.timestamp(asked.getUntil()));
        }
        int total = jdbc.sql("select count(*) from knowledge_item k where" + RECORDS + condition)
                .params(values)
                .query(Integer.class)
                .single();
        values.put("offset", asked.getOffset());
        values.put("max", max);
        List<T> records = read(condition + " order by k.id offset :offset limit :max", values).stream()
                .<T>map(record)
                .toList();
        return new ResultsPage<>(asked, asked.getOffset() + records.size() < total, records, total);
    }

    private List<ItemMetadata.Source> read(String condition, Map<String, Object> values) {
        return jdbc.sql(
                        "select k.*, array(select distinct f.media from knowledge_file f where f.item_id = k.id order by 1) as media"
                                + " from (" + ItemRows.SELECT + " where" + RECORDS + condition + ") k order by k.id")
                .params(values)
                .query((row, n) -> new ItemMetadata.Source(
                        ItemRows.item(row, List.of(), List.of(), List.of()),
                        Rows.texts(row, "media"),
                        hub.get(Setting.BASE_URL),
                        hub.name()))
                .list();
    }

    private Header header(ItemMetadata.Source source) {
        return new Header(identifier(source.item()), source.item().changedAt(), !offered(source.item()));
    }

    private Full full(ItemMetadata.Source source, MetadataFormat format) {
        Item item = source.item();
        return new Full(
                identifier(item),
                item.changedAt(),
                !offered(item),
                format.getPrefix().equals(LOM.getPrefix()) ? source.lom() : source.dublinCore());
    }

    private static boolean offered(Item item) {
        return item.published() && item.details().access() == ItemAccess.PUBLIC;
    }

    private String identifier(Item item) {
        return "oai:" + host() + ":" + item.id();
    }

    private String host() {
        return Optional.ofNullable(URI.create(hub.get(Setting.BASE_URL)).getHost())
                .orElse("localhost");
    }
}
