package io.tenfold.e2e.jdk;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** XML, cryptography, and what is packed. */
final class Formats {
  private static final String XML =
      "<?xml version=\"1.0\"?><order id=\"7\"><line price=\"4.50\">T\u00e4e</line><line"
          + " price=\"1.25\"/></order>";
  private static final byte[] TEXT = "Gr\u00fc\u00dfe aus Wien".getBytes(StandardCharsets.UTF_8);
  private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private Formats() {}

  static Map<String, Operation> operations() {
    Map<String, Operation> all = new TreeMap<>();
    all.put("XML: DOM", () -> document().getDocumentElement().getAttribute("id"));
    all.put("XML: SAX", Formats::sax);
    all.put("XML: StAX", Formats::stax);
    all.put("XML: XPath", () -> xpath("sum(//line/@price)"));
    all.put("XML: XPath, texts", () -> xpath("normalize-space(//line[contains(., 'T')])"));
    all.put("XML: XPath, axes", () -> xpath("count(//line[2]/preceding-sibling::line | //@id)"));
    all.put("XML: XPath, faulty", () -> xpath("no-such-function(1)"));
    all.put(
        "XML: written",
        () -> {
          StringWriter out = new StringWriter();
          TransformerFactory.newInstance()
              .newTransformer()
              .transform(new DOMSource(document()), new StreamResult(out));
          return out.toString();
        });
    all.put(
        "XML: faulty",
        () ->
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader("<a>")))
                .toString());
    for (String name : new String[] {"MD5", "SHA-1", "SHA-256", "SHA3-512"}) {
      all.put("digest: " + name, () -> hex(MessageDigest.getInstance(name).digest(TEXT)));
    }
    all.put(
        "MAC",
        () -> {
          Mac mac = Mac.getInstance("HmacSHA256");
          mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
          return hex(mac.doFinal(TEXT));
        });
    all.put(
        "cipher: GCM",
        () -> {
          Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
          cipher.init(
              Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new GCMParameterSpec(128, KEY));
          return hex(cipher.doFinal(TEXT));
        });
    all.put(
        "key of a password",
        () ->
            hex(
                SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec("geheim".toCharArray(), KEY, 1000, 256))
                    .getEncoded()));
    all.put(
        "signature",
        () -> {
          KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
          generator.initialize(256);
          KeyPair pair = generator.generateKeyPair();
          Signature signature = Signature.getInstance("SHA256withECDSA");
          signature.initSign(
              KeyFactory.getInstance("EC")
                  .generatePrivate(new PKCS8EncodedKeySpec(pair.getPrivate().getEncoded())));
          signature.update(TEXT);
          byte[] signed = signature.sign();
          signature.initVerify(pair.getPublic());
          signature.update(TEXT);
          return "" + signature.verify(signed);
        });
    all.put("digest: unknown", () -> MessageDigest.getInstance("SHA-17").toString());
    all.put(
        "Base64",
        () ->
            Base64.getMimeEncoder().encodeToString(TEXT)
                + " "
                + new String(Base64.getUrlDecoder().decode("4oKs"), StandardCharsets.UTF_8));
    all.put("UUID of a name", () -> UUID.nameUUIDFromBytes(TEXT).toString());
    all.put(
        "checksum",
        () -> {
          CRC32 sum = new CRC32();
          sum.update(TEXT);
          return Long.toHexString(sum.getValue());
        });
    all.put(
        "gzip",
        () -> {
          ByteArrayOutputStream packed = new ByteArrayOutputStream();
          try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(TEXT);
          }
          return new String(
              new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray())).readAllBytes(),
              StandardCharsets.UTF_8);
        });
    all.put(
        "zip",
        () -> {
          ByteArrayOutputStream packed = new ByteArrayOutputStream();
          try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("gr\u00fc\u00dfe.txt"));
            zip.write(TEXT);
          }
          ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(packed.toByteArray()));
          return zip.getNextEntry().getName() + " " + zip.readAllBytes().length;
        });
    all.put(
        "deflated",
        () -> {
          Deflater deflater = new Deflater(9, true);
          deflater.setInput(new byte[10_000]);
          deflater.finish();
          byte[] packed = new byte[100];
          int length = deflater.deflate(packed);
          Inflater inflater = new Inflater(true);
          inflater.setInput(packed, 0, length);
          return "" + inflater.inflate(new byte[20_000]);
        });
    return all;
  }

  private static Document document() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(XML)));
  }

  private static String xpath(String expression) throws Exception {
    return XPathFactory.newInstance().newXPath().evaluate(expression, document());
  }

  private static String sax() throws Exception {
    StringBuilder seen = new StringBuilder();
    SAXParserFactory.newInstance()
        .newSAXParser()
        .parse(
            new InputSource(new StringReader(XML)),
            new DefaultHandler() {
              @Override
              public void startElement(
                  String uri, String local, String name, Attributes attributes) {
                seen.append(name).append(attributes.getLength());
              }
            });
    return seen.toString();
  }

  private static String stax() throws Exception {
    XMLStreamReader reader =
        XMLInputFactory.newInstance().createXMLStreamReader(new StringReader(XML));
    StringBuilder seen = new StringBuilder();
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamReader.CHARACTERS) {
        seen.append(reader.getText());
      }
    }
    return seen.toString();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
