/* The smallest native runtime: answers every event with the event itself, at once. With -DREFUSING it answers as a
   processor does that has a total of each order, and refuses those of which the first line has no quantity. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

static char buffer[8 << 20];
static int connection;

/* Reads one response; returns where its body begins and how long that is. */
static char *response(size_t *length) {
  size_t have = 0;
  char *body = NULL;
  *length = 0;
  while (!body || have < (size_t)(body - buffer) + *length) {
    ssize_t n = read(connection, buffer + have, sizeof buffer - 1 - have);
    if (n <= 0) exit(1);
    have += (size_t)n;
    buffer[have] = 0;
    if (!body && (body = strstr(buffer, "\r\n\r\n"))) {
      body += 4;
      *length = strtoul(strcasestr(buffer, "content-length:") + 15, NULL, 10);
    }
  }
  return body;
}

static void send_all(const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t n = write(connection, bytes, length);
    if (n <= 0) exit(1);
    bytes += n;
    length -= (size_t)n;
  }
}

int main(void) {
  char *api = getenv("AWS_LAMBDA_RUNTIME_API");
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons((unsigned short)atoi(strchr(api, ':') + 1)),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  connection = socket(AF_INET, SOCK_STREAM, 0);
  int on = 1;
  setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(connection, (struct sockaddr *)&address, sizeof address)) return 1;
  static char out[8 << 20];
  const char *next = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: a\r\n\r\n";
  for (;;) {
    size_t length;
    send_all(next, strlen(next));
    char *event = response(&length);
    char *id = strcasestr(buffer, "lambda-runtime-aws-request-id:") + 31;
    const char *kind = "response";
#ifdef REFUSING
    static char answer[1024];
    event[length] = 0;
    long index = strtol(strstr(event, "\"index\":") + 8, NULL, 10);
    if (strstr(event, "\"quantity\":0,")) {
      kind = "error";
      length = (size_t)sprintf(answer,
                               "{\"errorType\":\"io.tenfold.function.RecordRejected\",\"errorMessage\":"
                               "\"lines[0].quantity: must be 1 to 999, is 0 (order %ld)\"}",
                               index);
    } else {
      length = (size_t)sprintf(answer,
                               "{\"index\":%ld,\"output\":{\"id\":\"ORD-%ld\",\"currency\":\"EUR\",\"lines\":["
                               "{\"sku\":\"CABLE-USB\",\"net\":7.25,\"discount\":0,\"tax\":1.38,\"gross\":8.63},"
                               "{\"sku\":\"MUG-TEN\",\"net\":22,\"discount\":2.2,\"tax\":3.76,\"gross\":23.56}],"
                               "\"net\":27.05,\"tax\":5.14,\"gross\":%ld.19,\"shipping\":4.9,\"total\":37.09}}",
                               index, index, index % 900);
    }
    event = answer;
#endif
    int head = sprintf(out,
                       "POST /2018-06-01/runtime/invocation/%.36s/%s HTTP/1.1\r\n"
                       "Host: a\r\nContent-Length: %zu\r\n\r\n",
                       id, kind, length);
    memcpy(out + head, event, length);
    send_all(out, (size_t)head + length);
    response(&length);
  }
}
