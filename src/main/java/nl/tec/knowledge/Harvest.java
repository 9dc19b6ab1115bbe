package nl.tec.knowledge;

import io.gdcc.xoai.dataprovider.DataProvider;
import io.gdcc.xoai.dataprovider.model.Context;
import io.gdcc.xoai.dataprovider.model.Set;
import io.gdcc.xoai.dataprovider.repository.Repository;
import io.gdcc.xoai.dataprovider.repository.RepositoryConfiguration;
import io.gdcc.xoai.dataprovider.repository.SetRepository;
import io.gdcc.xoai.model.oaipmh.DeletedRecord;
import io.gdcc.xoai.model.oaipmh.Granularity;
import io.gdcc.xoai.xml.XmlWriter;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.knowledge.internal.HarvestedItems;
import org.springframework.stereotype.Service;

/** The open material of the library for other catalogues, such as the national one, over OAI-PMH 2.0. */
@Service
public class Harvest {

    public static final String PATH = "/oai";

    /** The maximum number of records in an answer. */
    static final int PAGE = 100;

    private final HarvestedItems records;
    private final HubSettings hub;
    private final Clock clock;

    Harvest(HarvestedItems records, HubSettings hub, Clock clock) {
        this.records = records;
        this.hub = hub;
        this.clock = clock;
    }

    /** Answers a request with these parameters, as XML; an invalid request gets the errors of the protocol. */
    public String answer(Map<String, String[]> parameters) {
        RepositoryConfiguration configuration = new RepositoryConfiguration.RepositoryConfigurationBuilder()
                .withRepositoryName(hub.name())
                .withAdminEmail(address())
                .withBaseUrl(hub.get(Setting.BASE_URL) + PATH)
                .withEarliestDate(records.earliest().orElseGet(clock::instant).truncatedTo(ChronoUnit.SECONDS))
                .withGranularity(Granularity.Second)
                .withDeleteMethod(DeletedRecord.PERSISTENT)
                .withMaxListIdentifiers(PAGE)
                .withMaxListRecords(PAGE)
                .withMaxListSets(PAGE)
                .build();
        Repository repository =
                new Repository(configuration).withItemRepository(records).withSetRepository(new NoSets());
        Context context =
                new Context().withMetadataFormat(HarvestedItems.DUBLIN_CORE).withMetadataFormat(HarvestedItems.LOM);
        try {
            return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    + XmlWriter.toString(new DataProvider(context, repository).handle(parameters), configuration);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the contact address, which the protocol requires with a dot in its domain; the postmaster if the hub has none. */
    private String address() {
        String contact = hub.publicContact();
        String host = hub.host();
        return contact.isEmpty() ? "postmaster@" + (host.contains(".") ? host : host + ".invalid") : contact;
    }

    private static final class NoSets implements SetRepository {
        @Override
        public boolean supportSets() {
            return false;
        }

        @Override
        public List<Set> getSets() {
            return List.of();
        }
    }
}
