package io.tenfold.local.aws.moto;

import io.tenfold.local.port.ObjectStore.ListedObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A page of a listing with encoded keys.
 *
 * @param next what asks for the next page, null on the last
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html">ListObjectsV2</a>
 */
record ListingPage(List<ListedObject> objects, String next) {

  /** Reads one. */
  static ListingPage read(InputStream xml) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      return read(factory.createXMLStreamReader(xml, StandardCharsets.UTF_8.name()));
    } catch (XMLStreamException | RuntimeException e) {
      throw new IOException("moto's listing can't be read: " + e.getMessage(), e);
    }
  }

  private static ListingPage read(XMLStreamReader xml) throws XMLStreamException {
    List<ListedObject> objects = new ArrayList<>();
    String next = null;
    Map<String, String> fields = new HashMap<>();
    StringBuilder text = new StringBuilder();
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          text.setLength(0);
          if (xml.getLocalName().equals("Contents")) {
            fields.clear();
          }
        }
        case XMLStreamConstants.CHARACTERS -> text.append(xml.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          switch (xml.getLocalName()) {
            case "Contents" -> objects.add(object(fields));
            case "NextContinuationToken" -> next = text.toString();
            default -> fields.put(xml.getLocalName(), text.toString());
          }
        }
        default -> {}
      }
    }
    return new ListingPage(objects, next);
  }

  private static ListedObject object(Map<String, String> fields) {
    return new ListedObject(
        URLDecoder.decode(fields.get("Key"), StandardCharsets.UTF_8),
        Long.parseLong(fields.get("Size")),
        fields.get("ETag"),
        Instant.parse(fields.get("LastModified")),
        fields.get("StorageClass"));
  }
}
