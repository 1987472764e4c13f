// A client of Lambda's Runtime API in Rust, which returns its event. The standard library has no
// HTTP, so this speaks as much of it as the Runtime API does: a length and no chunks.
use std::env;
use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Result, Write};
use std::net::TcpStream;

const PATH: &str = "/2018-06-01/runtime/invocation/";
const REQUEST_ID: &str = "lambda-runtime-aws-request-id";

struct Response {
    request_id: String,
    body: Vec<u8>,
}

fn read(connection: &mut BufReader<TcpStream>) -> Result<Response> {
    let mut length = 0;
    let mut request_id = String::new();
    loop {
        let mut line = String::new();
        if connection.read_line(&mut line)? == 0 {
            return Err(Error::new(ErrorKind::UnexpectedEof, "the Runtime API has closed"));
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':') {
            match name.to_ascii_lowercase().as_str() {
                "content-length" => {
                    length = value.trim().parse().map_err(|e| Error::new(ErrorKind::InvalidData, e))?
                }
                REQUEST_ID => request_id = value.trim().to_string(),
                _ => {}
            }
        }
    }
    let mut body = vec![0; length];
    connection.read_exact(&mut body)?;
    Ok(Response { request_id, body })
}

fn main() -> Result<()> {
    let api = env::var("AWS_LAMBDA_RUNTIME_API").expect("AWS_LAMBDA_RUNTIME_API");
    let stream = TcpStream::connect(&api)?;
    stream.set_nodelay(true)?;
    let mut writer = stream.try_clone()?;
    let mut reader = BufReader::new(stream);
    loop {
        write!(writer, "GET {PATH}next HTTP/1.1\r\nHost: {api}\r\n\r\n")?;
        let event = read(&mut reader)?;
        let mut request = format!(
            "POST {PATH}{}/response HTTP/1.1\r\nHost: {api}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            event.request_id,
            event.body.len()
        )
        .into_bytes();
        request.extend_from_slice(&event.body);
        writer.write_all(&request)?;
        read(&mut reader)?;
    }
}
