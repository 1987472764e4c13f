// The origin sample's behaviour: log the event, return the status code 200.
export const handler = async (event) => {
  console.log(JSON.stringify(event));
  return { statusCode: 200 };
};
