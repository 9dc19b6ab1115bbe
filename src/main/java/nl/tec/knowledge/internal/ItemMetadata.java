package nl.tec.knowledge.internal;

import com.fasterxml.aalto.stax.OutputFactoryImpl;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import nl.tec.knowledge.Item;
import nl.tec.knowledge.ItemKind;
import nl.tec.knowledge.Licence;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Span;
import org.jspecify.annotations.Nullable;

/** An item of the library as XML for other catalogues: NL-LOM, in the binding of IMS that the field uses, and Dublin Core. */
final class ItemMetadata {

    static final String LOM = "http://www.imsglobal.org/xsd/imsmd_v1p2";
    static final String LOM_SCHEMA = "http://www.imsglobal.org/xsd/imsmd_v1p2p4.xsd";
    static final String OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/";
    static final String OAI_DC_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd";

    private static final String DC = "http://purl.org/dc/elements/1.1/";
    private static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String XML = "http://www.w3.org/XML/1998/namespace";

    /** The namespace of the vocabularies of NL-LOM (Edustandaard). */
    private static final String VOCABULARY = "http://purl.edustandaard.nl/";

    /** The identifiers of groups 1 to 8 in the national conceptual framework (Onderwijsbegrippenkader). */
    private static final List<String> GROUPS = List.of(
            "82ca4442-246c-44b3-a562-7b101793feb4",
            "c007e4dd-a3d4-4f33-902d-778e3bbeeddb",
            "25a2f4f4-cf91-4b16-94bc-6d9e6fad88f4",
            "5c072b3f-7f58-40ee-9799-27981f0a6b2b",
            "bc213214-b83d-4673-b9c1-8fdaa63d6d56",
            "abfb190f-e814-46f5-a9cc-ebd53f04018e",
            "a4813bb6-cf63-4594-af56-6afb321723d8",
            "95138558-9f65-4888-8ea3-8acce5eea273");

    /** Pupils of group 1 are 4 years old, or 5. */
    private static final int AGE_BEFORE_PO = 3;
    /** Pupils of the first year of secondary education are 12 years old, or 13. */
    private static final int AGE_BEFORE_VO = 11;
    /** Most students begin MBO when they are 16. */
    private static final int AGE_BEFORE_MBO = 15;

    private final XMLStreamWriter xml;

    private ItemMetadata(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * @param media media types of its files
     * @param site address of the hub, without a trailing slash
     * @param hub name of the hub, the maker of items without an organisation
     */
    record Source(Item item, List<String> media, String site, String hub) {

        String lom() {
            return written(writer -> writer.lom(this));
        }

        String dublinCore() {
            return written(writer -> writer.dublinCore(this));
        }

        private String address() {
            return site + "/bibliotheek/" + item.slug();
        }

        private String maker() {
            return item.organisation().isEmpty() ? hub : item.organisation();
        }

        /** The page itself comes first. */
        private List<String> formats() {
            return Stream.concat(Stream.of("text/html"), media.stream()).toList();
        }

        private String published() {
            return Objects.requireNonNull(item.publishedAt()).toString();
        }
    }

    private interface Part {
        void write() throws XMLStreamException;
    }

    private interface Writing {
        void write(ItemMetadata writer) throws XMLStreamException;
    }

    private static String written(Writing writing) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = new OutputFactoryImpl().createXMLStreamWriter(text);
            writing.write(new ItemMetadata(xml));
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private void dublinCore(Source source) throws XMLStreamException {
        Item item = source.item();
        xml.writeStartElement("oai_dc", "dc", OAI_DC);
        xml.writeNamespace("oai_dc", OAI_DC);
        xml.writeNamespace("dc", DC);
        schema(OAI_DC + " " + OAI_DC_SCHEMA);
        dc("title", item.title());
        dc("creator", source.maker());
        for (String tag : item.details().tags()) {
            dc("subject", tag);
        }
        dc("description", item.details().words().summary());
        dc("publisher", source.hub());
        dc("date", source.published());
        dc("type", "Text");
        for (String format : source.formats()) {
            dc("format", format);
        }
        dc("identifier", source.address());
        dc("language", item.details().language());
        dc("rights", item.details().licence().url());
        xml.writeEndElement();
    }

    private void dc(String name, Bilingual text) throws XMLStreamException {
        dc(name, "nl", text.dutch());
        dc(name, "en", text.english());
    }

    private void dc(String name, String language, String text) throws XMLStreamException {
        if (!text.isEmpty()) {
            xml.writeStartElement("dc", name, DC);
            xml.writeAttribute("xml", XML, "lang", language);
            xml.writeCharacters(text);
            xml.writeEndElement();
        }
    }

    private void dc(String name, String text) throws XMLStreamException {
        xml.writeStartElement("dc", name, DC);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private void lom(Source source) throws XMLStreamException {
        xml.writeStartElement("lom");
        xml.writeDefaultNamespace(LOM);
        schema(LOM + " " + LOM_SCHEMA);
        in("general", () -> general(source));
        in("lifecycle", () -> lifecycle(source));
        in("metametadata", () -> {
            contribute("vdex_metametadata_contribute_role_lomv1p0_20060628.xml", "creator", source);
            text("metadatascheme", "LOMv1.0");
            text("metadatascheme", "nl_lom_v1p0");
        });
        in("technical", () -> {
            for (String format : source.formats()) {
                text("format", format);
            }
            text("location", source.address());
        });
        in("educational", () -> educational(source.item()));
        in("rights", () -> {
            term("cost", "vdex_cost_lomv1p0_20060628.xml", "no");
            term(
                    "copyrightandotherrestrictions",
                    "copyrightsandotherrestrictions_nllom_20131202",
                    rights(source.item()));
            in(
                    "description",
                    () -> language("x-none", source.item().details().licence().url()));
        });
        educationalLevels(source.item());
        xml.writeEndElement();
    }

    private void general(Source source) throws XMLStreamException {
        Item item = source.item();
        in("title", () -> languages(item.title()));
        in("catalogentry", () -> {
            text("catalog", "URI");
            in("entry", () -> language("x-none", source.address()));
        });
        text("language", item.details().language());
        in("description", () -> languages(item.details().words().summary()));
        for (String tag : item.details().tags()) {
            in("keyword", () -> language("nl", tag));
        }
        term("aggregationlevel", "vdex_aggregationlevel_czp_20060628.xml", "2");
    }

    private void lifecycle(Source source) throws XMLStreamException {
        in("version", () -> language("x-none", "v" + source.item().version()));
        term("status", "vdex_status_lomv1p0_20060628.xml", "final");
        contribute("vdex_lifecycle_contribute_role_lomv1p0_20060628.xml", "author", source);
    }

    private void contribute(String vocabulary, String role, Source source) throws XMLStreamException {
        in("contribute", () -> {
            term("role", vocabulary, role);
            in(
                    "centity",
                    () -> text(
                            "vcard",
                            "BEGIN:VCARD\nVERSION:3.0\nFN:%1$s\nN:%1$s\nORG:%1$s\nEND:VCARD"
                                    .formatted(vcard(source.maker()))));
            in("date", () -> text("datetime", source.published()));
        });
    }

    private void educational(Item item) throws XMLStreamException {
        term(
                "learningresourcetype",
                "vdex_learningresourcetype_czp_20060628.xml",
                resourceType(item.details().kind()));
        term("intendedenduserrole", "vdex_intendedenduserrole_lomv1p0_20060628.xml", "teacher");
        for (Audience audience : List.of(Audience.PO, Audience.VO, Audience.MBO)) {
            if (item.details().forWhom().audiences().contains(audience)) {
                term("context", "vdex_context_czp_20060628.xml", audience == Audience.MBO ? "BVE" : audience.name());
            }
        }
        List<Integer> ages = Stream.of(
                        ages(item.details().forWhom().groups(), AGE_BEFORE_PO),
                        ages(item.details().forWhom().years(), AGE_BEFORE_VO),
                        ages(item.details().forWhom().mboYears(), AGE_BEFORE_MBO))
                .flatMap(all -> all)
                .sorted()
                .toList();
        if (!ages.isEmpty()) {
            in("typicalagerange", () -> language("x-none", ages.get(0) + "-" + ages.get(ages.size() - 1)));
        }
        Integer minutes = item.details().minutes();
        if (minutes != null) {
            String time = Duration.ofMinutes(minutes).toString();
            in("typicallearningtime", () -> text("datetime", time));
        }
    }

    /** Returns the youngest and the oldest age in these years. */
    private static Stream<Integer> ages(@Nullable Span years, int before) {
        return years == null ? Stream.of() : Stream.of(years.from() + before, years.to() + before + 1);
    }

    private void educationalLevels(Item item) throws XMLStreamException {
        Span groups = item.details().forWhom().groups();
        if (groups == null) {
            return;
        }
        in("classification", () -> {
            term("purpose", "vdex_classification_purpose_czp_20060628.xml", "educational level");
            for (int group : IntStream.rangeClosed(groups.from(), groups.to()).toArray()) {
                in("taxonpath", () -> {
                    in("source", () -> language("x-none", VOCABULARY + "begrippenkader"));
                    in("taxon", () -> {
                        text("id", GROUPS.get(group - 1));
                        in("entry", () -> language("nl", "PO groep " + group));
                    });
                });
            }
        });
    }

    private static String resourceType(ItemKind kind) {
        return switch (kind) {
            case LESSON -> "open opdracht";
            case RESEARCH, SUCCESS_FACTOR, EXPERIENCE -> "informatiebron";
        };
    }

    private static String rights(Item item) {
        Licence licence = item.details().licence();
        return switch (licence) {
            case CC0 -> "cc0-10";
            case CC_BY -> "cc-by-40";
            case CC_BY_SA -> "cc-by-sa-40";
            case CC_BY_NC -> "cc-by-nc-40";
            case CC_BY_NC_SA -> "cc-by-nc-sa-40";
        };
    }

    private static String vcard(String text) {
        return text.replaceAll("([\\\\,;])", "\\\\$1").replace("\n", " ");
    }

    private void schema(String location) throws XMLStreamException {
        xml.writeNamespace("xsi", SCHEMA_INSTANCE);
        xml.writeAttribute("xsi", SCHEMA_INSTANCE, "schemaLocation", location);
    }

    private void in(String name, Part part) throws XMLStreamException {
        xml.writeStartElement(name);
        part.write();
        xml.writeEndElement();
    }

    private void text(String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private void term(String name, String vocabulary, String value) throws XMLStreamException {
        in(name, () -> {
            in("source", () -> language("x-none", VOCABULARY + vocabulary));
            in("value", () -> language("x-none", value));
        });
    }

    private void languages(Bilingual text) throws XMLStreamException {
        language("nl", text.dutch());
        if (!text.english().isEmpty()) {
            language("en", text.english());
        }
    }

    private void language(String language, String text) throws XMLStreamException {
        xml.writeStartElement("langstring");
        xml.writeAttribute("xml", XML, "lang", language);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
